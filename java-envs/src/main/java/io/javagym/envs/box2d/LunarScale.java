package io.javagym.envs.box2d;

/** Sizes and times that the parts of LunarLander share, with Gymnasium's numbers. */
final class LunarScale {
  /** Steps a second. */
  static final int FPS = 50;

  /** Pixels to a metre; Gymnasium gives the sizes of things in pixels. */
  static final double SCALE = 30.0;

  /** What can be seen, m. */
  static final double WIDTH = 600 / SCALE;

  /** What can be seen, m. */
  static final double HEIGHT = 400 / SCALE;

  /** How far below the lander's middle a leg's joint sits on the leg, pixels. */
  static final int LEG_DOWN = 18;

  /** The height of the landing pad, m. */
  static final double PAD_Y = HEIGHT / 4;

  private LunarScale() {}
}
