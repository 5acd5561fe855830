package io.javagym.box2d;

/** How a body moves: the three numbers that all constraints of an island push to and fro. */
final class Motion {
  float vx;
  float vy;
  float w;

  void set(Motion other) {
    vx = other.vx;
    vy = other.vy;
    w = other.w;
  }

  /** Whether all bits are equal; 0 and -0 are not. */
  boolean same(Motion other) {
    return bits(w) == bits(other.w) && bits(vx) == bits(other.vx) && bits(vy) == bits(other.vy);
  }

  /** Whether all three are 0, not -0. */
  boolean isZero() {
    return (bits(vx) | bits(vy) | bits(w)) == 0;
  }

  static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }
}
