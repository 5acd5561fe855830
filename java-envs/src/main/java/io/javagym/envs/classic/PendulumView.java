package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.GymnasiumImages;
import io.javagym.envs.drawing.Rotation;
import io.javagym.envs.drawing.SmoothShapes;
import io.javagym.envs.drawing.Sprite;

/** The picture of a pendulum, with Gymnasium's sizes in pixels, colours and arrow of torque. */
final class PendulumView {
  private static final int SIZE = 500;
  private static final int CENTER = SIZE / 2;
  private static final double PIXELS_PER_METER = SIZE / (2 * 2.2);
  private static final double ROD_WIDTH = 0.2 * PIXELS_PER_METER;
  private static final int AXLE_RADIUS = (int) (0.05 * PIXELS_PER_METER);

  private static final int BACKGROUND = 0xFFFFFF;
  private static final int ROD = 0xCC4D4D;
  private static final int AXLE = 0x000000;

  private final Canvas canvas = Canvas.upward(SIZE, SIZE);
  private final SmoothShapes shapes = new SmoothShapes(canvas);
  private final Sprite arrow = GymnasiumImages.read("classic_control/assets/clockwise.png");

  /**
   * Draws one moment.
   *
   * @param theta the angle from upright, rad
   * @param torque what acted in the last step, N m; NaN for none
   */
  Frame.Pixels draw(double theta, double torque) {
    canvas.fill(BACKGROUND);
    double angle = theta + Math.PI / 2;
    shapes.rectangle(
        0, -ROD_WIDTH / 2, PIXELS_PER_METER, ROD_WIDTH / 2, angle, CENTER, CENTER, ROD);
    shapes.disc(CENTER, CENTER, (int) (ROD_WIDTH / 2), ROD);
    Rotation rotation = Rotation.of(angle);
    shapes.disc(
        (int) (rotation.x(PIXELS_PER_METER, 0) + CENTER),
        (int) (rotation.y(PIXELS_PER_METER, 0) + CENTER),
        (int) (ROD_WIDTH / 2),
        ROD);
    if (!Double.isNaN(torque)) {
      drawArrow(torque);
    }
    shapes.disc(CENTER, CENTER, AXLE_RADIUS, AXLE);
    return canvas.frame();
  }

  /** The more torque, the larger; it turns with the torque. */
  private void drawArrow(double torque) {
    int size = (int) (PIXELS_PER_METER * Math.abs(torque) / 2);
    if (size == 0) {
      return;
    }
    Sprite scaled = arrow.smoothlyScaled(size, size).flipped(torque > 0, true);
    scaled.draw(canvas, CENTER - size / 2, CENTER - size / 2);
  }
}
