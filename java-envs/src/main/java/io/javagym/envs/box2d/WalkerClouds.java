package io.javagym.envs.box2d;

import io.javagym.random.Libm;
import io.javagym.random.NumpyGenerator;

/**
 * Clouds: five corners around a middle, each a bit off. Nothing depends on them but the picture.
 */
final class WalkerClouds {
  private static final int COUNT = WalkerScale.TERRAIN_LENGTH / 20;
  private static final int CORNERS = 5;
  private static final double Y = WalkerScale.HEIGHT * 3 / 4;
  private static final double RADIUS_X = 15 * WalkerScale.TERRAIN_STEP;
  private static final double RADIUS_Y = 5 * WalkerScale.TERRAIN_STEP;

  /** How far a corner may be off, m. */
  private static final double ROUGHNESS = 5 * WalkerScale.TERRAIN_STEP;

  /** The corners of each cloud, m. */
  final double[][] x = new double[COUNT][CORNERS];

  final double[][] y = new double[COUNT][CORNERS];

  /** New clouds; takes 110 draws. */
  WalkerClouds(NumpyGenerator random) {
    for (int cloud = 0; cloud < COUNT; cloud++) {
      double middle = random.uniform(0, WalkerScale.TERRAIN_LENGTH) * WalkerScale.TERRAIN_STEP;
      for (int corner = 0; corner < CORNERS; corner++) {
        double angle = 3.14 * 2 * corner / CORNERS;
        x[cloud][corner] = middle + RADIUS_X * Libm.sin(angle) + random.uniform(0, ROUGHNESS);
        y[cloud][corner] = Y + RADIUS_Y * Libm.cos(angle) + random.uniform(0, ROUGHNESS);
      }
    }
  }
}
