package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.Rotation;
import io.javagym.envs.drawing.SmoothLines;
import io.javagym.envs.drawing.SmoothShapes;
import io.javagym.random.Libm;

/** The picture of a car between two hills, with Gymnasium's sizes in pixels and colours. */
final class MountainCarView {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 400;
  private static final double SCALE = WIDTH / (MountainCar.MAX_POSITION - MountainCar.MIN_POSITION);

  private static final int ROAD_POINTS = 100;
  private static final double CAR_WIDTH = 40;
  private static final double CAR_HEIGHT = 20;
  private static final double CLEARANCE = 10; // above the road
  private static final int WHEEL_RADIUS = 8;
  private static final int FLAGPOLE_LENGTH = 50;
  private static final int FLAG_WIDTH = 25;
  private static final int FLAG_HEIGHT = 10;

  private static final int BACKGROUND = 0xFFFFFF;
  private static final int BLACK = 0x000000;
  private static final int WHEEL = 0x808080;
  private static final int FLAG = 0xCCCC00;

  private final Canvas canvas = Canvas.upward(WIDTH, HEIGHT);
  private final SmoothShapes shapes = new SmoothShapes(canvas);
  private final SmoothLines lines = new SmoothLines(canvas);
  private final float[] roadX = new float[ROAD_POINTS];
  private final float[] roadY = new float[ROAD_POINTS];
  private final int flagX;
  private final int flagY;

  MountainCarView(double goalPosition) {
    double step = (MountainCar.MAX_POSITION - MountainCar.MIN_POSITION) / (ROAD_POINTS - 1);
    for (int i = 0; i < ROAD_POINTS; i++) {
      double position = i * step + MountainCar.MIN_POSITION;
      roadX[i] = (float) ((position - MountainCar.MIN_POSITION) * SCALE);
      roadY[i] = (float) (height(position) * SCALE);
    }
    this.flagX = (int) ((goalPosition - MountainCar.MIN_POSITION) * SCALE);
    this.flagY = (int) (height(goalPosition) * SCALE);
  }

  private static double height(double position) {
    return Libm.sin(3 * position) * 0.45 + 0.55;
  }

  Frame.Pixels draw(double position) {
    canvas.fill(BACKGROUND);
    lines.draw(roadX, roadY, false, BLACK);

    double angle = Libm.cos(3 * position);
    double x = (position - MountainCar.MIN_POSITION) * SCALE;
    double y = height(position) * SCALE + CLEARANCE;
    shapes.rectangle(-CAR_WIDTH / 2, 0, CAR_WIDTH / 2, CAR_HEIGHT, angle, x, y, BLACK);
    Rotation rotation = Rotation.of(angle);
    for (double offset : new double[] {CAR_WIDTH / 4, -CAR_WIDTH / 4}) {
      shapes.disc(
          (int) (rotation.x(offset, 0) + x),
          (int) (rotation.y(offset, 0) + y),
          WHEEL_RADIUS,
          WHEEL);
    }

    int top = flagY + FLAGPOLE_LENGTH;
    canvas.column(flagX, flagY, top, BLACK);
    shapes.polygon(
        new int[] {flagX, flagX, flagX + FLAG_WIDTH},
        new int[] {top, top - FLAG_HEIGHT, top - FLAG_HEIGHT / 2},
        FLAG);
    return canvas.frame();
  }
}
