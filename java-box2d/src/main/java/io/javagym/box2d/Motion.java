package io.javagym.box2d;

/** How a body moves: the three numbers that all constraints of an island push to and fro. */
final class Motion {
  float vx;
  float vy;
  float w;

  /** Whether all three are 0, not -0. */
  boolean isZero() {
    return (bits(vx) | bits(vy) | bits(w)) == 0;
  }

  static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }
}
