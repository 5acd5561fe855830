package io.javagym.random;

import java.math.BigInteger;

/**
 * The C library's {@code sin} and {@code cos}. The algorithm is that of IBM's Accurate Mathematical
 * Library as glibc has had it since 2.28: an odd polynomial near 0, else a table of sin(k/128) and
 * cos(k/128) and the angle-sum formula; large angles are reduced first. {@link Math#fma} stands
 * where glibc's compiler fuses a product with a sum.
 */
final class GlibcSinCos {
  /** Below 0.126 a Taylor polynomial gives the sine. */
  private static final double SERIES_LIMIT = 0.126;

  /** Up to here, about 0.855, the table is read at |x|. */
  private static final double TABLE_LIMIT = 0x1.b6p-1;

  /** Up to here, about 2.426, at pi / 2 - |x|. */
  private static final double COMPLEMENT_LIMIT = 0x1.368fdp1;

  /** 105414336: up to here, multiples of pi / 2 are subtracted in four parts. */
  private static final double REDUCTION_LIMIT = 0x1.921fbp26;

  private static final double SIN_IS_X_LIMIT = 0x1p-26;
  private static final double COS_IS_ONE_LIMIT = 0x1p-27;

  // sin x = x + T3 x^3 + ... + T11 x^11 for |x| < 0.126.
  private static final double T3 = -0x1.5555555555555p-3;
  private static final double T5 = 0x1.1111111110ecep-7;
  private static final double T7 = -0x1.a01a019db08b8p-13;
  private static final double T9 = 0x1.71de27b9a7ed9p-19;
  private static final double T11 = -0x1.addffc2fcdf59p-26;

  // sin r = r + S3 r^3 + S5 r^5 and cos r = 1 - (C2 r^2 + C4 r^4 + C6 r^6) for |r| <= 1/256.
  private static final double S3 = -0x1.5555555555515p-3;
  private static final double S5 = 0x1.11110e829872fp-7;
  private static final double C2 = 0.5;
  private static final double C4 = -0x1.5555555555535p-5;
  private static final double C6 = 0x1.6c16bedd9e239p-10;

  private static final double HALF_PI = 0x1.921fb54442d18p0;
  private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

  // pi / 2 in four parts.
  private static final double HALF_PI_1 = 0x1.921fb58p0;
  private static final double HALF_PI_2 = -0x1.dde973cp-27;
  private static final double HALF_PI_3 = -0x1.cb3b398p-55;
  private static final double HALF_PI_4 = -0x1.d747f23e32ed7p-83;

  /** Adding it rounds to an integer, which ends up in the low bits. */
  private static final double INTEGER_ROUNDER = 0x1.8p52;

  /** Adding it rounds to a multiple of 1/128, whose numerator ends up in the low bits. */
  private static final double TABLE_ROUNDER = 0x1.8p45;

  private static final int TABLE_STEPS_PER_UNIT = 128;
  private static final int TABLE_ROWS = 110;
  private static final int ROW_SHIFT = 2;

  // Columns of a row: sin(k/128) and cos(k/128), each rounded, and what the rounding left.
  private static final int SIN_HIGH = 0;
  private static final int SIN_LOW = 1;
  private static final int COS_HIGH = 2;
  private static final int COS_LOW = 3;

  /**
   * Exact, while 18 of the 220 low parts in glibc's copy are off in their last bits, by less than
   * 2^-108: too little to be seen in more than one of 2^50 results.
   */
  private static final double[] TABLE = sinCosTable();

  private static final double[] SIGNED_TABLE = signedTable();

  private GlibcSinCos() {}

  static double sin(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < SERIES_LIMIT) {
      return magnitude < SIN_IS_X_LIMIT ? x : sinSeries(x);
    }
    if (magnitude < TABLE_LIMIT) {
      return Math.copySign(sinFromTable(magnitude, 0.0), x);
    }
    return sinBeyondTable(x);
  }

  static double cos(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < TABLE_LIMIT) {
      return magnitude < COS_IS_ONE_LIMIT ? 1.0 : cosFromTable(magnitude, 0.0);
    }
    return cosBeyondTable(x);
  }

  private static double sinSeries(double x) {
    double xx = x * x;
    return x + taylorPolynomial(xx) * x * xx;
  }

  /** (sin x - x) / x^3, with x^2 given. */
  private static double taylorPolynomial(double xx) {
    double sum = Math.fma(T11, xx, T9);
    sum = Math.fma(sum, xx, T7);
    sum = Math.fma(sum, xx, T5);
    return Math.fma(sum, xx, T3);
  }

  /**
   * sin(x + low) for 0 &lt;= x &lt;= 0.856 and |low| far below x: sin(k/128 + r), 128 r rounded.
   */
  private static double sinFromTable(double x, double low) {
    double shifted = x + TABLE_ROUNDER;
    int row = (int) Double.doubleToRawLongBits(shifted) << ROW_SHIFT;
    double r = x - (shifted - TABLE_ROUNDER);
    double rr = r * r;
    double sinR = r + Math.fma(r * rr, Math.fma(S5, rr, S3), low);
    double oneMinusCosR = Math.fma(r, low, rr * Math.fma(Math.fma(C6, rr, C4), rr, C2));
    double sinHigh = TABLE[row + SIN_HIGH];
    double correction = Math.fma(TABLE[row + COS_LOW], sinR, TABLE[row + SIN_LOW]);
    correction = Math.fma(-oneMinusCosR, sinHigh, correction);
    return sinHigh + Math.fma(TABLE[row + COS_HIGH], sinR, correction);
  }

  /** cos(x + low) for 0 &lt;= x &lt;= 0.856 and |low| far below x. */
  private static double cosFromTable(double x, double low) {
    double shifted = x + TABLE_ROUNDER;
    int row = (int) Double.doubleToRawLongBits(shifted) << ROW_SHIFT;
    double r = x - (shifted - TABLE_ROUNDER) + low;
    double rr = r * r;
    double sinR = Math.fma(r * rr, Math.fma(S5, rr, S3), r);
    double oneMinusCosR = rr * Math.fma(Math.fma(C6, rr, C4), rr, C2);
    double cosHigh = TABLE[row + COS_HIGH];
    double correction = Math.fma(-TABLE[row + SIN_LOW], sinR, TABLE[row + COS_LOW]);
    correction = Math.fma(-oneMinusCosR, cosHigh, correction);
    return cosHigh + Math.fma(-TABLE[row + SIN_HIGH], sinR, correction);
  }

  private static double sinBeyondTable(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < COMPLEMENT_LIMIT) {
      return Math.copySign(cosOfSum(HALF_PI - magnitude, HALF_PI_LOW), x);
    }
    return magnitude < REDUCTION_LIMIT ? sinReduced(x, 0) : StrictMath.sin(x);
  }

  private static double cosBeyondTable(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < COMPLEMENT_LIMIT) {
      double complement = HALF_PI - magnitude;
      double sum = complement + HALF_PI_LOW;
      return sinOfSum(sum, complement - sum + HALF_PI_LOW);
    }
    return magnitude < REDUCTION_LIMIT ? sinReduced(x, 1) : StrictMath.cos(x);
  }

  /** sin(x + shift * pi / 2), by taking off the nearest multiple of pi / 2. */
  private static double sinReduced(double x, int shift) {
    double shifted = Math.fma(x, TWO_OVER_PI, INTEGER_ROUNDER);
    double n = shifted - INTEGER_ROUNDER;
    int quadrant = (int) Double.doubleToRawLongBits(shifted) + shift;
    double afterTwo = Math.fma(-n, HALF_PI_2, Math.fma(-n, HALF_PI_1, x));
    double afterThree = Math.fma(-n, HALF_PI_3, afterTwo);
    double lostByThird = Math.fma(-n, HALF_PI_3, afterTwo - afterThree);
    double remainder = Math.fma(-n, HALF_PI_4, afterThree);
    double lostByFourth = Math.fma(-n, HALF_PI_4, afterThree - remainder);
    double low = lostByThird + lostByFourth;
    double value = (quadrant & 1) == 0 ? sinOfSum(remainder, low) : cosOfSum(remainder, low);
    return (quadrant & 2) == 0 ? value : -value;
  }

  private static double sinOfSum(double x, double low) {
    if (Math.abs(x) < SERIES_LIMIT) {
      double xx = x * x;
      double cubic = Math.fma(taylorPolynomial(xx), x, -0.5 * low);
      return x + Math.fma(xx, cubic, low);
    }
    return Math.copySign(sinFromTable(Math.abs(x), x <= 0 ? -low : low), x);
  }

  private static double cosOfSum(double x, double low) {
    return cosFromTable(Math.abs(x), x < 0 ? -low : low);
  }

  // --- the same for arrays of angles in the table's range, in loops without branches ------------

  /** Whether the table is read at every one of these angles or at its negative. */
  static boolean allInTable(double[] x, int from, int count) {
    double greatest = 0;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, Math.abs(x[from + i]));
    }
    return greatest < TABLE_LIMIT; // NaN is not
  }

  /** Splits angles into multiples of 1/128, as rows of the signed table, and remainders. */
  static void split(double[] x, int from, int count, int[] row, double[] remainder) {
    for (int i = 0; i < count; i++) {
      double steps = x[from + i] + TABLE_ROUNDER - TABLE_ROUNDER;
      remainder[i] = x[from + i] - steps;
      row[i] = (int) (steps * TABLE_STEPS_PER_UNIT);
    }
  }

  static void readTable(
      int[] row, int count, double[] sinHigh, double[] sinLow, double[] cosHigh, double[] cosLow) {
    for (int i = 0; i < count; i++) {
      int at = (row[i] + TABLE_ROWS) << ROW_SHIFT;
      sinHigh[i] = SIGNED_TABLE[at + SIN_HIGH];
      sinLow[i] = SIGNED_TABLE[at + SIN_LOW];
      cosHigh[i] = SIGNED_TABLE[at + COS_HIGH];
      cosLow[i] = SIGNED_TABLE[at + COS_LOW];
    }
  }

  /** As {@link #sinFromTable} without a low part; a negative angle gives the negative of it. */
  static void sinOfSums(
      double[] remainder,
      double[] sinHigh,
      double[] sinLow,
      double[] cosHigh,
      double[] cosLow,
      double[] sin,
      int count) {
    for (int i = 0; i < count; i++) {
      double r = remainder[i];
      double rr = r * r;
      double sinR = r + (r * rr) * Math.fma(S5, rr, S3);
      double oneMinusCosR = rr * Math.fma(Math.fma(C6, rr, C4), rr, C2);
      double correction = Math.fma(cosLow[i], sinR, sinLow[i]);
      correction = Math.fma(-oneMinusCosR, sinHigh[i], correction);
      sin[i] = sinHigh[i] + Math.fma(cosHigh[i], sinR, correction);
    }
  }

  /** As {@link #cosFromTable} without a low part. */
  static void cosOfSums(
      double[] remainder,
      double[] sinHigh,
      double[] sinLow,
      double[] cosHigh,
      double[] cosLow,
      double[] cos,
      int count) {
    for (int i = 0; i < count; i++) {
      double r = remainder[i];
      double rr = r * r;
      double sinR = Math.fma(r * rr, Math.fma(S5, rr, S3), r);
      double oneMinusCosR = rr * Math.fma(Math.fma(C6, rr, C4), rr, C2);
      double correction = Math.fma(-sinLow[i], sinR, cosLow[i]);
      correction = Math.fma(-oneMinusCosR, cosHigh[i], correction);
      cos[i] = cosHigh[i] + Math.fma(-sinHigh[i], sinR, correction);
    }
  }

  static void sinSeries(double[] x, int from, int count, double[] series) {
    for (int i = 0; i < count; i++) {
      series[i] = sinSeries(x[from + i]);
    }
  }

  /** Where an angle is small, takes the series, by masks of its bits: -1 there and 0 elsewhere. */
  static void chooseSeries(double[] x, int from, int count, double[] series, double[] sin) {
    for (int i = 0; i < count; i++) {
      long mask = Double.doubleToRawLongBits(Math.abs(x[from + i]) - SERIES_LIMIT) >> 63;
      sin[i] =
          Double.longBitsToDouble(
              (Double.doubleToRawLongBits(series[i]) & mask)
                  | (Double.doubleToRawLongBits(sin[i]) & ~mask));
    }
  }

  /** The table with the rows of negative angles before those of positive ones. */
  private static double[] signedTable() {
    double[] table = new double[(2 * TABLE_ROWS) << ROW_SHIFT];
    for (int row = 1 - TABLE_ROWS; row < TABLE_ROWS; row++) {
      int from = Math.abs(row) << ROW_SHIFT;
      int to = (row + TABLE_ROWS) << ROW_SHIFT;
      table[to + SIN_HIGH] = row < 0 ? -TABLE[from + SIN_HIGH] : TABLE[from + SIN_HIGH];
      table[to + SIN_LOW] = row < 0 ? -TABLE[from + SIN_LOW] : TABLE[from + SIN_LOW];
      table[to + COS_HIGH] = TABLE[from + COS_HIGH];
      table[to + COS_LOW] = TABLE[from + COS_LOW];
    }
    return table;
  }

  private static double[] sinCosTable() {
    BigInteger sinStep = taylorAtStep(1);
    BigInteger cosStep = taylorAtStep(0);
    BigInteger sin = BigInteger.ZERO;
    BigInteger cos = FixedPoint.ONE;
    double[] table = new double[TABLE_ROWS << ROW_SHIFT];
    for (int row = 0; row < table.length; row += 1 << ROW_SHIFT) {
      table[row + SIN_HIGH] = FixedPoint.toDouble(sin);
      table[row + SIN_LOW] = FixedPoint.toDouble(FixedPoint.remainder(sin));
      table[row + COS_HIGH] = FixedPoint.toDouble(cos);
      table[row + COS_LOW] = FixedPoint.toDouble(FixedPoint.remainder(cos));
      BigInteger nextSin = FixedPoint.multiply(sin, cosStep).add(FixedPoint.multiply(cos, sinStep));
      cos = FixedPoint.multiply(cos, cosStep).subtract(FixedPoint.multiply(sin, sinStep));
      sin = nextSin;
    }
    return table;
  }

  /** sin(1/128) by the terms from the first power on, or cos(1/128) from the zeroth. */
  private static BigInteger taylorAtStep(int firstPower) {
    BigInteger stepSquared = BigInteger.valueOf((long) TABLE_STEPS_PER_UNIT * TABLE_STEPS_PER_UNIT);
    BigInteger term =
        firstPower == 0
            ? FixedPoint.ONE
            : FixedPoint.ONE.divide(BigInteger.valueOf(TABLE_STEPS_PER_UNIT));
    BigInteger sum = BigInteger.ZERO;
    for (int power = firstPower; term.signum() != 0; power += 2) {
      sum = sum.add(term);
      BigInteger factorial = BigInteger.valueOf((long) (power + 1) * (power + 2));
      term = term.negate().divide(stepSquared.multiply(factorial));
    }
    return sum;
  }
}
