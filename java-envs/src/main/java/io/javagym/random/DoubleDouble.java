package io.javagym.random;

/**
 * The unevaluated sum of two doubles, about 100 significant bits, with Dekker's and Knuth's
 * error-free sum and product. Tables that need correctly rounded entries are built with it while
 * their class loads; BigDecimal would take ten times as long.
 *
 * @param high the value rounded to double
 * @param low what is left, at most half a unit in the last place of {@code high}
 */
record DoubleDouble(double high, double low) {
  private static final DoubleDouble ONE = of(1.0);

  static DoubleDouble of(double value) {
    return new DoubleDouble(value, 0.0);
  }

  DoubleDouble plus(DoubleDouble that) {
    double sum = high + that.high;
    double added = sum - high;
    double error = (high - (sum - added)) + (that.high - added);
    return normalized(sum, error + (low + that.low));
  }

  DoubleDouble times(DoubleDouble that) {
    double product = high * that.high;
    double error = Math.fma(high, that.high, -product);
    return normalized(product, error + (high * that.low + low * that.high));
  }

  DoubleDouble dividedBy(DoubleDouble that) {
    double quotient = high / that.high;
    DoubleDouble remainder = plus(that.times(of(-quotient)));
    return normalized(quotient, remainder.high / that.high);
  }

  DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  /** The exponential, for -8 &lt;= this &lt;= 8: a Taylor series at this / 256, squared 8 times. */
  DoubleDouble exp() {
    DoubleDouble reduced = new DoubleDouble(high / 256, low / 256);
    DoubleDouble sum = ONE;
    for (int n = 14; n > 0; n--) {
      sum = sum.times(reduced).dividedBy(of(n)).plus(ONE);
    }
    for (int i = 0; i < 8; i++) {
      sum = sum.times(sum);
    }
    return sum;
  }

  /** The natural logarithm, for e^-8 &lt;= this &lt;= e^8: a double's, then log(1 + excess). */
  DoubleDouble log() {
    DoubleDouble guess = of(StrictMath.log(high));
    DoubleDouble excess = times(guess.negated().exp()).plus(of(-1.0)); // about 2^-53
    return guess.plus(excess).plus(of(-0.5 * excess.high * excess.high));
  }

  private static DoubleDouble normalized(double high, double low) {
    double sum = high + low;
    return new DoubleDouble(sum, low - (sum - high));
  }
}
