package io.javagym.random;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers with {@value #FRACTION_BITS} fraction bits in a BigInteger, for tables that split a value
 * into two doubles. Slow: used once, while a class loads.
 */
final class FixedPoint {
  /** The low one of two doubles near 1 ends near 2^-115; the rest guards against round-off. */
  static final int FRACTION_BITS = 192;

  static final BigInteger ONE = BigInteger.ONE.shiftLeft(FRACTION_BITS);

  private FixedPoint() {}

  static BigInteger multiply(BigInteger a, BigInteger b) {
    return a.multiply(b).shiftRight(FRACTION_BITS);
  }

  static BigInteger divide(BigInteger a, BigInteger b) {
    return a.shiftLeft(FRACTION_BITS).divide(b);
  }

  static BigInteger squareRoot(BigInteger value) {
    return value.shiftLeft(FRACTION_BITS).sqrt();
  }

  /** The natural logarithm of a positive value, quick for one near 1. */
  static BigInteger log(BigInteger value) {
    // ln v = 2 artanh y = 2 (y + y^3 / 3 + y^5 / 5 + ...) with y = (v - 1) / (v + 1).
    BigInteger power = divide(value.subtract(ONE), value.add(ONE));
    BigInteger square = multiply(power, power);
    BigInteger sum = BigInteger.ZERO;
    for (int n = 1; power.abs().bitLength() > 1; n += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(n)));
      power = multiply(power, square);
    }
    return sum.shiftLeft(1);
  }

  /** The fixed-point form of a double. */
  static BigInteger of(double value) {
    return new BigDecimal(value).multiply(new BigDecimal(ONE)).toBigInteger();
  }

  /** The nearest double. */
  static double toDouble(BigInteger value) {
    return Math.scalb(value.doubleValue(), -FRACTION_BITS);
  }

  /** What {@link #toDouble} leaves of the value. */
  static BigInteger remainder(BigInteger value) {
    return value.subtract(new BigDecimal(value.doubleValue()).toBigInteger());
  }
}
