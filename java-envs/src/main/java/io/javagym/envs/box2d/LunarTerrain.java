package io.javagym.envs.box2d;

import io.javagym.random.NumpyGenerator;

/** The surface of the moon: random heights, smoothed, with a flat landing pad in the middle. */
final class LunarTerrain {
  private static final int POINTS = 11;
  private static final int MIDDLE = POINTS / 2;

  /** The pad is flat from two points left of the middle to two points right of it. */
  private static final int FLAT = 2;

  private static final double SMOOTHING = 0.33;

  /** The points of the surface from left to right, m. */
  final double[] x = new double[POINTS];

  final double[] y = new double[POINTS];

  /** A new surface; takes 12 draws. */
  LunarTerrain(NumpyGenerator random) {
    double[] height = new double[POINTS + 1];
    random.uniform(0, LunarScale.HEIGHT / 2, height);
    for (int i = MIDDLE - FLAT; i <= MIDDLE + FLAT; i++) {
      height[i] = LunarScale.PAD_Y;
    }
    for (int i = 0; i < POINTS; i++) {
      // Python's height[-1] is the last one.
      double left = height[i == 0 ? POINTS : i - 1];
      x[i] = LunarScale.WIDTH / (POINTS - 1) * i;
      y[i] = SMOOTHING * (left + height[i] + height[i + 1]);
    }
  }
}
