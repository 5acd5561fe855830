package io.javagym.random;

/**
 * Functions that NumPy computes itself where one would expect the C library; see {@link Libm} for
 * the others. Bit-equal to NumPy 2.4 on x86-64 processors with FMA.
 */
public final class NumpyMath {
  private NumpyMath() {}

  /**
   * The sine of a float32: {@code np.sin(np.float32(x))}. Equal to NumPy's for |x| &lt;=
   * 117435.992.
   *
   * @param x an angle, rad
   */
  public static float sinf(float x) {
    return NumpySinCosf.sin(x);
  }

  /**
   * The cosine of a float32: {@code np.cos(np.float32(x))}. Equal to NumPy's for |x| &lt;=
   * 71476.0625.
   *
   * @param x an angle, rad
   */
  public static float cosf(float x) {
    return NumpySinCosf.cos(x);
  }

  /**
   * The remainder that has the divisor's sign, as {@code %} of Python and NumPy, not of Java.
   *
   * @param divisor not 0
   */
  public static double mod(double dividend, double divisor) {
    double remainder = dividend % divisor;
    if (remainder == 0) {
      return Math.copySign(0.0, divisor);
    }
    return (remainder < 0) == (divisor < 0) ? remainder : remainder + divisor;
  }
}
