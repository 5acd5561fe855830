package io.javagym.random;

/**
 * NumPy's own {@code sin} and {@code cos} of float32, which are not the C library's: a polynomial
 * of single precision in what is left of x after the nearest multiple of pi / 2, with an error of
 * up to 1.5 units in the last place. On a processor with FMA, one value and an array give the same.
 */
final class NumpySinCosf {
  /** 71476.0625: beyond, NumPy asks the C library. */
  private static final float COS_LIMIT = 0x1.17341p16f;

  /** 117435.992. */
  private static final float SIN_LIMIT = 0x1.cabbfep16f;

  private static final float TWO_OVER_PI = 0x1.45f306p-1f;

  /** Adding it rounds to an integer. */
  private static final float INTEGER_ROUNDER = 0x1.8p23f;

  // -pi / 2 in three parts (Cody and Waite).
  private static final float MINUS_HALF_PI_1 = -0x1.921fbp0f;
  private static final float MINUS_HALF_PI_2 = -0x1.5110b4p-22f;
  private static final float MINUS_HALF_PI_3 = -0x1.846988p-48f;

  // sin r = r + S3 r^3 + ... and cos r = 1 + C2 r^2 + ... for |r| <= pi / 4.
  private static final float S3 = -0x1.555556p-3f;
  private static final float S5 = 0x1.11119ap-7f;
  private static final float S7 = -0x1.a06bbap-13f;
  private static final float S9 = 0x1.7d3bbcp-19f;
  private static final float C2 = -0x1p-1f;
  private static final float C4 = 0x1.55553cp-5f;
  private static final float C6 = -0x1.6c06dcp-10f;
  private static final float C8 = 0x1.98e616p-16f;

  private NumpySinCosf() {}

  static float sin(float x) {
    return Math.abs(x) <= SIN_LIMIT ? sin(x, 0) : Libm.sinf(x);
  }

  static float cos(float x) {
    return Math.abs(x) <= COS_LIMIT ? sin(x, 1) : Libm.cosf(x);
  }

  /** sin(x + shift * pi / 2). */
  private static float sin(float x, int shift) {
    float n = Math.fma(x, TWO_OVER_PI, INTEGER_ROUNDER) - INTEGER_ROUNDER;
    float r = Math.fma(n, MINUS_HALF_PI_1, x);
    r = Math.fma(n, MINUS_HALF_PI_2, r);
    r = Math.fma(n, MINUS_HALF_PI_3, r);
    int quadrant = (int) n + shift;
    float value = (quadrant & 1) == 0 ? sinPolynomial(r) : cosPolynomial(r);
    return (quadrant & 2) == 0 ? value : -value;
  }

  private static float sinPolynomial(float r) {
    float rr = r * r;
    float sum = Math.fma(S9, rr, S7);
    sum = Math.fma(sum, rr, S5);
    sum = Math.fma(sum, rr, S3);
    return Math.fma(Math.fma(sum, rr, 0.0f), r, r); // + 0 for the sign of sin(-0.0)
  }

  private static float cosPolynomial(float r) {
    float rr = r * r;
    float sum = Math.fma(C8, rr, C6);
    sum = Math.fma(sum, rr, C4);
    sum = Math.fma(sum, rr, C2);
    return Math.fma(sum, rr, 1.0f);
  }
}
