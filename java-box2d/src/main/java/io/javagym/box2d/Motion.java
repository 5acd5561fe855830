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

  static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }
}
