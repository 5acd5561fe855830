package io.javagym.random;

import java.math.BigInteger;

/**
 * The C library's {@code pow(x, 2)}. The algorithm is S. Nagy's in Arm's optimized-routines, which
 * glibc has used since 2.28: exp(2 ln |x|), where the logarithm comes from a table, in two doubles.
 * {@link Math#fma} stands where glibc's compiler fuses a product with a sum. Its error is at most
 * 0.52 units in the last place, so it misses the rounding of x * x now and then.
 */
final class GlibcPow {
  private static final int TABLE_BITS = 7;
  private static final int TABLE_SIZE = 1 << TABLE_BITS;
  private static final int SIGNIFICAND_BITS = 52;
  private static final long EXPONENT_MASK = 0xfffL << SIGNIFICAND_BITS;

  /** |x| = 2^k z with z from here, about 0.706, to twice that. As bits. */
  private static final long LEAST_Z_BITS = 0x3fe6955500000000L;

  /** Beyond this exponent the square is left to the processor: no physics goes there. */
  private static final int GREATEST_EXPONENT = 360;

  /** ln 2 in two parts; the high one has trailing zeros, so k * high is exact. */
  private static final double LN2_HIGH = 0x1.62e42fefa3800p-1;

  private static final double LN2_LOW = 0x1.ef35793c76730p-45;

  // ln(1 + r) = r + A2 r^2 + r A2 r^2 (A3 + A4 r + A2 r^2 (A5 + A6 r + A2 r^2 (A7 + A8 r))) for
  // |r| < 1/128, Nagy's minimax polynomial.
  private static final double A2 = -0.5;
  private static final double A3 = -0x1.5555555555560p-1;
  private static final double A4 = 0x1.0000000000006p-1;
  private static final double A5 = 0x1.999999959554ep-1;
  private static final double A6 = -0x1.555555529a47ap-1;
  private static final double A7 = -0x1.2495b9b4845e9p0;
  private static final double A8 = 0x1.0002b8b263fc3p0;

  /** How finely the high part of a logarithm is rounded, so that sums with k * ln 2 are exact. */
  private static final int LOG_FRACTION_BITS = 43;

  /** 1/c for a c near the middle of each of 128 parts of z's range; so short that z/c is exact. */
  private static final double[] INVERSE = new double[TABLE_SIZE];

  // ln c, rounded, and what the rounding left.
  private static final double[] LOG_HIGH = new double[TABLE_SIZE];
  private static final double[] LOG_LOW = new double[TABLE_SIZE];

  static {
    int shift = SIGNIFICAND_BITS - TABLE_BITS;
    for (int i = 0; i < TABLE_SIZE; i++) {
      double from = Double.longBitsToDouble(LEAST_Z_BITS + ((long) i << shift));
      double to = Double.longBitsToDouble(LEAST_Z_BITS + ((long) (i + 1) << shift));
      double inverse = 2 / (from + to);
      double steps = inverse >= 1 ? TABLE_SIZE : 2 * TABLE_SIZE;
      INVERSE[i] = Math.rint(inverse * steps) / steps;
      BigInteger log = FixedPoint.log(FixedPoint.of(INVERSE[i])).negate();
      double unit = 1L << LOG_FRACTION_BITS;
      LOG_HIGH[i] = Math.rint(FixedPoint.toDouble(log) * unit) / unit;
      LOG_LOW[i] = FixedPoint.toDouble(log.subtract(FixedPoint.of(LOG_HIGH[i])));
    }
  }

  private GlibcPow() {}

  static double square(double x) {
    if (Math.abs(Math.getExponent(x)) > GREATEST_EXPONENT) {
      return x * x;
    }
    long bits = Double.doubleToRawLongBits(Math.abs(x));
    long offset = bits - LEAST_Z_BITS;
    int i = (int) (offset >> (SIGNIFICAND_BITS - TABLE_BITS)) & (TABLE_SIZE - 1);
    double k = offset >> SIGNIFICAND_BITS;
    double z = Double.longBitsToDouble(bits - (offset & EXPONENT_MASK));

    double r = Math.fma(z, INVERSE[i], -1.0);
    double kLog = Math.fma(k, LN2_HIGH, LOG_HIGH[i]);
    double linear = kLog + r;
    double lost1 = Math.fma(k, LN2_LOW, LOG_LOW[i]);
    double lost2 = kLog - linear + r;
    double ar = A2 * r;
    double ar2 = r * ar;
    double ar3 = r * ar2;
    double high = linear + ar2;
    double lost3 = Math.fma(ar, r, -ar2);
    double lost4 = linear - high + ar2;
    double inner = Math.fma(ar2, Math.fma(r, A8, A7), Math.fma(r, A6, A5));
    double outer = Math.fma(ar2, inner, Math.fma(r, A4, A3));
    double low = Math.fma(ar3, outer, lost1 + lost2 + lost3 + lost4);
    double log = high + low;
    return GlibcExp.exp(2 * log, 2 * (high - log + low));
  }
}
