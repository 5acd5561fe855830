package io.javagym.random;

/**
 * The C library's {@code sinf} and {@code cosf}: the algorithm of Arm's optimized-routines, in
 * glibc since 2.28, which computes in double and rounds once at the end. {@link Math#fma} stands
 * where glibc's compiler fuses a product with a sum.
 */
final class GlibcSinCosf {
  private static final float DIRECT_LIMIT = 0.75f;
  private static final float REDUCTION_LIMIT = 120.0f;
  private static final float TINY_LIMIT = 0x1p-12f;

  private static final double HALF_PI = 0x1.921fb54442d18p0;

  /** 2 / pi with {@value #QUADRANT_SHIFT} fraction bits. */
  private static final double QUADRANTS_PER_RADIAN = 0x1.45f306dc9c883p23;

  private static final int QUADRANT_SHIFT = 24;
  private static final int HALF_QUADRANT = 1 << (QUADRANT_SHIFT - 1);

  // sin r = r + S3 r^3 + ... and cos r = 1 + C2 r^2 + ... in double, for |r| <= pi / 4.
  private static final double S3 = -0x1.555545995a603p-3;
  private static final double S5 = 0x1.1107605230bc4p-7;
  private static final double S7 = -0x1.994eb3774cf24p-13;
  private static final double C2 = -0x1.ffffffd0c621cp-2;
  private static final double C4 = 0x1.55553e1068f19p-5;
  private static final double C6 = -0x1.6c087e89a359dp-10;
  private static final double C8 = 0x1.99343027bf8c3p-16;

  private GlibcSinCosf() {}

  static float sin(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < DIRECT_LIMIT) {
      return magnitude < TINY_LIMIT ? x : (float) sinPolynomial(x, (double) x * x);
    }
    if (magnitude < REDUCTION_LIMIT) {
      int quadrant = quadrant(x);
      return sinOfQuadrant(quadrant, Math.fma(-quadrant, HALF_PI, x));
    }
    return (float) StrictMath.sin(x);
  }

  static float cos(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < DIRECT_LIMIT) {
      return magnitude < TINY_LIMIT ? 1.0f : (float) cosPolynomial((double) x * x);
    }
    if (magnitude < REDUCTION_LIMIT) {
      int quadrant = quadrant(x);
      return sinOfQuadrant(quadrant + 1, Math.fma(-quadrant, HALF_PI, x));
    }
    return (float) StrictMath.cos(x);
  }

  /** The multiple of pi / 2 nearest to x, for |x| &lt; 120. */
  private static int quadrant(float x) {
    return ((int) (x * QUADRANTS_PER_RADIAN) + HALF_QUADRANT) >> QUADRANT_SHIFT;
  }

  /**
   * sin(quadrant * pi / 2 + r). Both polynomials and a choice by bits: a branch on the quadrant
   * takes three times as long.
   */
  private static float sinOfQuadrant(int quadrant, double r) {
    double rr = r * r;
    long sinBits = Double.doubleToRawLongBits(sinPolynomial(r, rr));
    long cosBits = Double.doubleToRawLongBits(cosPolynomial(rr));
    long cosMask = -(long) (quadrant & 1);
    long sign = (long) (quadrant & 2) << 62;
    return (float) Double.longBitsToDouble(((sinBits & ~cosMask) | (cosBits & cosMask)) ^ sign);
  }

  private static double sinPolynomial(double r, double rr) {
    double r3 = r * rr;
    return Math.fma(r3 * rr, Math.fma(rr, S7, S5), Math.fma(r3, S3, r));
  }

  private static double cosPolynomial(double rr) {
    double r4 = rr * rr;
    double sum = Math.fma(r4, C4, Math.fma(rr, C2, 1.0));
    return Math.fma(r4 * rr, Math.fma(rr, C8, C6), sum);
  }
}
