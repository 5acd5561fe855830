package io.javagym.random;

import java.math.BigInteger;

/**
 * The C library's {@code exp}, for the ziggurats and for powers. The algorithm is S. Nagy's in
 * Arm's optimized-routines, which glibc has used since 2.28: 2^(n/128), from a table, times a
 * polynomial in what is left. Bit-equal to glibc's on x86-64 with FMA, where Java's differ from it
 * in the last bit of 2 ({@link Math}) to 97 ({@link StrictMath}) arguments in a thousand.
 */
final class GlibcExp {
  private static final int TABLE_BITS = 7;
  private static final int TABLE_SIZE = 1 << TABLE_BITS;
  private static final int SIGNIFICAND_BITS = 52;

  /** 128 / ln 2. */
  private static final double STEPS_PER_UNIT = 0x1.71547652b82fep7;

  /** -ln 2 / 128 in two parts; the high one has trailing zeros, so steps * high is exact. */
  private static final double MINUS_STEP_HIGH = -0x1.62e42fefap-8;

  private static final double MINUS_STEP_LOW = -0x1.cf79abc9e3b3ap-47;

  /** Adding it rounds to an integer, which ends up in the low bits. */
  private static final double ROUNDER = 0x1.8p52;

  // exp(r) = 1 + r + C2 r^2 + ... + C5 r^5 for |r| < ln 2 / 256, Nagy's minimax polynomial.
  private static final double C2 = 0x1.ffffffffffdbdp-2;
  private static final double C3 = 0x1.555555555543cp-3;
  private static final double C4 = 0x1.55555cf172b91p-5;
  private static final double C5 = 0x1.1111167a4d017p-7;

  /** 2^(i/128), rounded, as bits. */
  private static final long[] POWER_BITS = new long[TABLE_SIZE];

  /** What that rounding left, relative to the rounded power. */
  private static final double[] POWER_TAIL = new double[TABLE_SIZE];

  static {
    BigInteger step = FixedPoint.ONE.shiftLeft(1);
    for (int i = 0; i < TABLE_BITS; i++) {
      step = FixedPoint.squareRoot(step);
    }
    BigInteger power = FixedPoint.ONE;
    for (int i = 0; i < TABLE_SIZE; i++) {
      BigInteger rest = FixedPoint.remainder(power);
      POWER_BITS[i] = Double.doubleToRawLongBits(FixedPoint.toDouble(power));
      POWER_TAIL[i] = FixedPoint.toDouble(FixedPoint.divide(rest, power.subtract(rest)));
      power = FixedPoint.multiply(power, step);
    }
  }

  private GlibcExp() {}

  /** The exponential of -700 &lt; x &lt;= 0. */
  static double exp(double x) {
    return exp(x, 0.0);
  }

  /** The exponential of x + tail for |x| &lt; 700 and a tail far below x. */
  static double exp(double x, double tail) {
    double shifted = Math.fma(x, STEPS_PER_UNIT, ROUNDER);
    double steps = shifted - ROUNDER;
    long stepsBits = Double.doubleToRawLongBits(shifted); // low bits: steps, in two's complement
    int index = (int) stepsBits & (TABLE_SIZE - 1);
    double r = Math.fma(steps, MINUS_STEP_LOW, Math.fma(steps, MINUS_STEP_HIGH, x)) + tail;
    double rr = r * r;
    double sum = Math.fma(Math.fma(r, C3, C2), rr, r + POWER_TAIL[index]);
    sum = Math.fma(rr * rr, Math.fma(r, C5, C4), sum);
    long exponent = stepsBits >> TABLE_BITS;
    double scale = Double.longBitsToDouble(POWER_BITS[index] + (exponent << SIGNIFICAND_BITS));
    return Math.fma(scale, sum, scale);
  }
}
