package io.javagym.envs.drawing;

import io.javagym.random.Libm;

/** A turn around the origin, as pygame's vectors do it: exact near quarters of a turn. */
public record Rotation(double cos, double sin) {
  private static final double QUARTER = Math.PI / 2;
  private static final double EPSILON = 1e-6;
  private static final int[] QUARTER_COS = {1, 0, -1, 0};

  /** A turn by an angle in rad. */
  public static Rotation of(double angle) {
    double turn = angle % (2 * Math.PI);
    if (turn < 0) {
      turn += 2 * Math.PI;
    }
    if ((turn + EPSILON) % QUARTER < 2 * EPSILON) {
      int quarters = (int) ((turn + EPSILON) / QUARTER) % 4;
      return new Rotation(QUARTER_COS[quarters], QUARTER_COS[(quarters + 3) % 4]);
    }
    return new Rotation(Libm.cos(turn), Libm.sin(turn));
  }

  /** Where a point's x goes. */
  public double x(double x, double y) {
    return cos * x - sin * y;
  }

  /** Where a point's y goes. */
  public double y(double x, double y) {
    return sin * x + cos * y;
  }
}
