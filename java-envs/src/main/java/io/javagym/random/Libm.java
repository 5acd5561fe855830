package io.javagym.random;

/**
 * Sine and cosine as the C library computes them, so that physics written for Python's {@code
 * math.sin} or for C keeps its bits. Java's {@link Math} gives another last bit for 1 to 3
 * arguments in a thousand, {@link StrictMath} for 17 to 34.
 *
 * <p>Bit-equal to glibc 2.28 and later on x86-64 processors with FMA, tested with 2.36, over the
 * ranges that each method names.
 */
public final class Libm {
  private Libm() {}

  /**
   * The sine; equal to glibc's for |x| &lt; 105414336, from {@link StrictMath} beyond.
   *
   * @param x an angle, rad
   * @return a number in [-1, 1]; NaN for NaN and the infinities
   */
  public static double sin(double x) {
    return GlibcSinCos.sin(x);
  }

  /**
   * The cosine; equal to glibc's for |x| &lt; 105414336, from {@link StrictMath} beyond.
   *
   * @param x an angle, rad
   * @return a number in [-1, 1]; NaN for NaN and the infinities
   */
  public static double cos(double x) {
    return GlibcSinCos.cos(x);
  }

  /**
   * The sine in float, C's {@code sinf}; equal to glibc's for |x| &lt; 120, from {@link StrictMath}
   * beyond.
   *
   * @param x an angle, rad
   * @return a number in [-1, 1]; NaN for NaN and the infinities
   */
  public static float sinf(float x) {
    return GlibcSinCosf.sin(x);
  }

  /**
   * The cosine in float, C's {@code cosf}; equal to glibc's for |x| &lt; 120, from {@link
   * StrictMath} beyond.
   *
   * @param x an angle, rad
   * @return a number in [-1, 1]; NaN for NaN and the infinities
   */
  public static float cosf(float x) {
    return GlibcSinCosf.cos(x);
  }
}
