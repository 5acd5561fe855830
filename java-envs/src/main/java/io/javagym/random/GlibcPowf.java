package io.javagym.random;

import java.math.BigInteger;

/**
 * The C library's {@code powf(x, 2)}. The algorithm is S. Nagy's in Arm's optimized-routines, which
 * glibc has used since 2.28: 2^(2 log2 |x|) in double, rounded once at the end. {@link Math#fma}
 * stands where glibc's compiler fuses a product with a sum.
 */
final class GlibcPowf {
  private static final int LOG_TABLE_BITS = 4;
  private static final int POWER_TABLE_BITS = 5;
  private static final int SIGNIFICAND_BITS = 23;
  private static final int DOUBLE_SIGNIFICAND_BITS = 52;
  private static final int EXPONENT_MASK = 0xff800000;

  /** |x| = 2^k z with z from here, about 0.699, to twice that. As bits. */
  private static final int LEAST_Z_BITS = 0x3f330000;

  /** Beyond this exponent the square is left to the processor: no physics goes there. */
  private static final int GREATEST_EXPONENT = 60;

  /** Adding it rounds to a multiple of 1/32, whose numerator ends up in the low bits. */
  private static final double ROUNDER = 0x1.8p52 / (1 << POWER_TABLE_BITS);

  // log2(1 + r) = L1 r + ... + L5 r^5 for |r| < 1/16, Nagy's minimax polynomial.
  private static final double L1 = 0x1.71547652ab82bp0;
  private static final double L2 = -0x1.7154748bef6c8p-1;
  private static final double L3 = 0x1.ec70a6ca7baddp-2;
  private static final double L4 = -0x1.71969a075c67ap-2;
  private static final double L5 = 0x1.27616c9496e0bp-2;

  // 2^r = 1 + P1 r + P2 r^2 + P3 r^3 for |r| < 1/64, Nagy's minimax polynomial.
  private static final double P1 = 0x1.62e42ff0c52d6p-1;
  private static final double P2 = 0x1.ebfce50fac4f3p-3;
  private static final double P3 = 0x1.c6af84b912394p-5;

  /**
   * 1/c for a c near the middle of each of 16 parts of z's range, Nagy's choice: log2 c is nearer
   * to a double than chance would have it.
   */
  private static final double[] INVERSE = {
    0x1.661ec79f8f3bep0,
    0x1.571ed4aaf883dp0,
    0x1.49539f0f010b0p0,
    0x1.3c995b0b80385p0,
    0x1.30d190c8864a5p0,
    0x1.25e227b0b8ea0p0,
    0x1.1bb4a4a1a343fp0,
    0x1.12358f08ae5bap0,
    0x1.0953f419900a7p0,
    1.0,
    0x1.e608cfd9a47acp-1,
    0x1.ca4b31f026aa0p-1,
    0x1.b2036576afce6p-1,
    0x1.9c2d163a1aa2dp-1,
    0x1.886e6037841edp-1,
    0x1.767dcf5534862p-1,
  };

  /** log2 c. */
  private static final double[] LOG = new double[INVERSE.length];

  /** 2^(i/32), rounded, as bits. */
  private static final long[] POWER_BITS = new long[1 << POWER_TABLE_BITS];

  static {
    BigInteger two = FixedPoint.ONE.shiftLeft(1);
    BigInteger ln2 = FixedPoint.log(two);
    for (int i = 0; i < LOG.length; i++) {
      BigInteger log = FixedPoint.log(FixedPoint.of(INVERSE[i])).negate();
      LOG[i] = FixedPoint.toDouble(FixedPoint.divide(log, ln2));
    }
    BigInteger step = two;
    for (int i = 0; i < POWER_TABLE_BITS; i++) {
      step = FixedPoint.squareRoot(step);
    }
    BigInteger power = FixedPoint.ONE;
    for (int i = 0; i < POWER_BITS.length; i++) {
      POWER_BITS[i] = Double.doubleToRawLongBits(FixedPoint.toDouble(power));
      power = FixedPoint.multiply(power, step);
    }
  }

  private GlibcPowf() {}

  static float square(float x) {
    if (Math.abs(Math.getExponent(x)) > GREATEST_EXPONENT) {
      return x * x;
    }
    return (float) powerOfTwo(2 * log2(Math.abs(x)));
  }

  private static double log2(float x) {
    int bits = Float.floatToRawIntBits(x);
    int offset = bits - LEAST_Z_BITS;
    int i = (offset >> (SIGNIFICAND_BITS - LOG_TABLE_BITS)) & (LOG.length - 1);
    int k = offset >> SIGNIFICAND_BITS;
    double z = Float.intBitsToFloat(bits - (offset & EXPONENT_MASK));

    double r = Math.fma(z, INVERSE[i], -1.0);
    double rr = r * r;
    double sum = Math.fma(L1, r, LOG[i] + k);
    sum = Math.fma(Math.fma(L3, r, L2), rr, sum);
    return Math.fma(Math.fma(L5, r, L4), rr * rr, sum);
  }

  private static double powerOfTwo(double x) {
    double shifted = x + ROUNDER;
    long steps = Double.doubleToRawLongBits(shifted); // low bits: x * 32, in two's complement
    double r = x - (shifted - ROUNDER);
    int index = (int) steps & (POWER_BITS.length - 1);
    long exponent = steps >> POWER_TABLE_BITS;
    double scale =
        Double.longBitsToDouble(POWER_BITS[index] + (exponent << DOUBLE_SIGNIFICAND_BITS));
    double sum = Math.fma(Math.fma(P3, r, P2), r * r, Math.fma(P1, r, 1.0));
    return sum * scale;
  }
}
