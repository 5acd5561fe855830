package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.SmoothShapes;
import io.javagym.random.Libm;

/** The picture of two links, with Gymnasium's sizes in pixels and colours. */
final class AcrobotView {
  private static final int SIZE = 500;
  private static final double CENTER = SIZE / 2.0;

  /** Both links and a margin fit above and below the middle. */
  private static final double PIXELS_PER_METER = SIZE / (2 * 2.2);

  private static final double HALF_LINK_WIDTH = 0.1 * PIXELS_PER_METER;
  private static final double QUARTER = Math.PI / 2;

  private static final int BACKGROUND = 0xFFFFFF;
  private static final int GOAL = 0x000000;
  private static final int LINK = 0x00CCCC;
  private static final int JOINT = 0xCCCC00;

  private final Canvas canvas = Canvas.upward(SIZE, SIZE);
  private final SmoothShapes shapes = new SmoothShapes(canvas);

  /**
   * Draws one moment.
   *
   * @param theta1 the first link's angle from hanging, rad
   * @param theta2 the second link's angle from the first, rad
   */
  Frame.Pixels draw(double theta1, double theta2) {
    canvas.fill(BACKGROUND);
    canvas.row(0, SIZE, (int) (PIXELS_PER_METER + CENTER), GOAL);
    drawLink(CENTER, CENTER, theta1 - QUARTER);
    drawLink(
        Libm.sin(theta1) * PIXELS_PER_METER + CENTER,
        -Libm.cos(theta1) * PIXELS_PER_METER + CENTER,
        theta1 + theta2 - QUARTER);
    return canvas.frame();
  }

  private void drawLink(double x, double y, double angle) {
    shapes.rectangle(0, -HALF_LINK_WIDTH, PIXELS_PER_METER, HALF_LINK_WIDTH, angle, x, y, LINK);
    shapes.disc((int) x, (int) y, (int) HALF_LINK_WIDTH, JOINT);
  }
}
