package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.SmoothShapes;

/** The picture of a cart and pole, with Gymnasium's sizes in pixels and colours. */
final class CartPoleView {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 400;
  private static final double PIXELS_PER_METER = WIDTH / (2 * CartPolePhysics.X_THRESHOLD);

  private static final double CART_WIDTH = 50;
  private static final double CART_HEIGHT = 30;
  private static final double POLE_WIDTH = 10;
  private static final double POLE_LENGTH = PIXELS_PER_METER * 2 * CartPolePhysics.LENGTH;
  private static final int TRACK_Y = 100;
  private static final double AXLE_Y = TRACK_Y + CART_HEIGHT / 4;

  private static final int BACKGROUND = 0xFFFFFF;
  private static final int CART = 0x000000;
  private static final int POLE = 0xCA9865;
  private static final int AXLE = 0x8184CB;

  private final Canvas canvas = Canvas.upward(WIDTH, HEIGHT);
  private final SmoothShapes shapes = new SmoothShapes(canvas);

  /**
   * Draws one moment.
   *
   * @param x the cart's position, m
   * @param theta the pole's angle from upright, rad
   */
  Frame.Pixels draw(double x, double theta) {
    double cartX = x * PIXELS_PER_METER + WIDTH / 2.0;
    canvas.fill(BACKGROUND);
    shapes.rectangle(
        -CART_WIDTH / 2,
        -CART_HEIGHT / 2,
        CART_WIDTH / 2,
        CART_HEIGHT / 2,
        0,
        cartX,
        TRACK_Y,
        CART);
    shapes.rectangle(
        -POLE_WIDTH / 2,
        -POLE_WIDTH / 2,
        POLE_WIDTH / 2,
        POLE_LENGTH - POLE_WIDTH / 2,
        -theta,
        cartX,
        AXLE_Y,
        POLE);
    shapes.disc((int) cartX, (int) AXLE_Y, (int) (POLE_WIDTH / 2), AXLE);
    canvas.row(0, WIDTH, TRACK_Y, CART);
    return canvas.frame();
  }
}
