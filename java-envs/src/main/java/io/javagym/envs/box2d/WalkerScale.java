package io.javagym.envs.box2d;

/** Sizes and times that the parts of BipedalWalker share, with Gymnasium's numbers. */
final class WalkerScale {
  /** Steps a second. */
  static final int FPS = 50;

  /** Pixels to a metre; Gymnasium gives the sizes of things in pixels. */
  static final double SCALE = 30.0;

  /** What can be seen, m. */
  static final double WIDTH = 600 / SCALE;

  /** What can be seen, m. */
  static final double HEIGHT = 400 / SCALE;

  /** How far the points of the ground are from each other, m. */
  static final double TERRAIN_STEP = 14 / SCALE;

  /** How many points the ground has. */
  static final int TERRAIN_LENGTH = 200;

  /** How high the ground is at first, and where it tends to, m. */
  static final double TERRAIN_HEIGHT = HEIGHT / 4;

  /** The longest stretch of grass between two obstacles, points. */
  static final int TERRAIN_GRASS = 10;

  /** How many points are flat at the start. */
  static final int TERRAIN_STARTPAD = 20;

  private WalkerScale() {}
}
