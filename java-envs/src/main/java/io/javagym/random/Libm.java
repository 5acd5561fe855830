package io.javagym.random;

/**
 * Sine, cosine and square as the C library computes them, so that physics written for Python's
 * {@code math.sin} or for C keeps its bits. Java's {@link Math} gives another last bit for 1 to 3
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

  /**
   * The square as C's {@code pow(x, 2)} rounds it, which is what Python computes for {@code x ** 2}
   * on floats and on NumPy's scalars: in 8 of 10,000 arguments it is not {@code x * x}. Equal to
   * glibc's for 2^-360 &lt; |x| &lt; 2^360 and for 0; {@code x * x} elsewhere.
   */
  public static double square(double x) {
    return GlibcPow.square(x);
  }

  /**
   * The square in float as C's {@code powf(x, 2)} rounds it, for {@code x ** 2} on a NumPy scalar
   * of float32. Equal to glibc's for 2^-60 &lt; |x| &lt; 2^60 and for 0; {@code x * x} elsewhere.
   */
  public static float squaref(float x) {
    return GlibcPowf.square(x);
  }
}
