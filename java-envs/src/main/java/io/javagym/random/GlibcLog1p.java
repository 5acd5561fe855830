package io.javagym.random;

/**
 * The C library's {@code log1p}, which goes straight into the tails of the ziggurats and into
 * geometric variates. The algorithm is that of Sun's fdlibm (s_log1p.c) with glibc's grouping of
 * the terms: 1 + x = 2^k (1 + f), and log(1 + f) by a polynomial in f / (2 + f).
 *
 * <p>Bit-equal to glibc's on x86-64 with FMA from 2.39 on, and to Debian's 2.36, which has the
 * change that fuses products and sums; Java's differs in the last bit of 1 argument in a thousand.
 */
final class GlibcLog1p {
  private static final double IDENTITY_LIMIT = -0x1p-54;
  private static final double QUADRATIC_LIMIT = -0x1p-29;

  /** Upper word of the x next below sqrt(1/2) - 1: nearer to 0, f is x and k is 0. */
  private static final long UNSCALED_LIMIT_WORD = 0xbfd2bec3L;

  /** Upper word of the significand of sqrt(2): from there on, f is taken negative. */
  private static final long SQRT2_WORD = 0x6a09e;

  private static final long TWO_WORD = 0x100000;
  private static final long SIGNIFICAND_MASK = (1L << 52) - 1;

  /** ln 2 in two parts; the high one has trailing zeros, so k * high is exact. */
  private static final double LN2_HIGH = 0x1.62e42feep-1;

  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double TWO_THIRDS = 0x1.5555555555555p-1;

  // log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + R) with s = f / (2 + f), R = P1 s^2 + ... + P7 s^14.
  private static final double P1 = 0x1.5555555555593p-1;
  private static final double P2 = 0x1.999999997fa04p-2;
  private static final double P3 = 0x1.2492494229359p-2;
  private static final double P4 = 0x1.c71c51d8e78afp-3;
  private static final double P5 = 0x1.7466496cb03dep-3;
  private static final double P6 = 0x1.39a09d078c69fp-3;
  private static final double P7 = 0x1.2f112df3e5244p-3;

  private GlibcLog1p() {}

  /** The natural logarithm of 1 + x, for -1 &lt; x &lt;= 0. */
  static double log1p(double x) {
    if (x > QUADRATIC_LIMIT) {
      return x > IDENTITY_LIMIT ? x : Math.fma(-(x * x), 0.5, x);
    }
    if (Double.doubleToRawLongBits(x) >>> 32 <= UNSCALED_LIMIT_WORD) {
      double halfSquare = 0.5 * x * x;
      return x - (halfSquare - product(x, halfSquare));
    }
    return scaled(x);
  }

  private static double scaled(double x) {
    double u = 1.0 + x;
    long significandWord = (Double.doubleToRawLongBits(u) & SIGNIFICAND_MASK) >>> 32;
    int k = Math.getExponent(u) + (significandWord >= SQRT2_WORD ? 1 : 0);
    double f = Math.scalb(u, -k) - 1.0;
    // What rounding u lost, as a correction to its logarithm; glibc leaves it out if k is 0.
    double lost = k == 0 ? 0.0 : (x - (u - 1.0)) / u;
    double low = Math.fma(k, LN2_LOW, lost);
    if (f == 0) {
      return Math.fma(k, LN2_HIGH, low);
    }
    double halfSquare = 0.5 * f * f;
    double minusLogF =
        isNearPowerOfTwo(significandWord)
            ? Math.fma(-TWO_THIRDS, f, 1.0) * halfSquare - low - f
            : halfSquare - (product(f, halfSquare) + low) - f;
    return Math.fma(k, LN2_HIGH, -minusLogF);
  }

  /** Whether two terms do: fdlibm tests the upper word of |f| alone. */
  private static boolean isNearPowerOfTwo(long significandWord) {
    return significandWord >= SQRT2_WORD ? TWO_WORD - significandWord < 4 : significandWord == 0;
  }

  /** s (f^2 / 2 + R). */
  private static double product(double f, double halfSquare) {
    double s = f / (2.0 + f);
    double z = s * s;
    double z2 = z * z;
    double z4 = z2 * z2;
    double r = Math.fma(z, P1, z2 * Math.fma(P3, z, P2));
    r = Math.fma(z4, Math.fma(P5, z, P4), r);
    r = Math.fma(z2 * z4, Math.fma(P7, z, P6), r);
    return (r + halfSquare) * s;
  }
}
