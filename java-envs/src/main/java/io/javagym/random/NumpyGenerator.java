package io.javagym.random;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The draws of {@code numpy.random.Generator} over {@link Pcg64}, bit for bit: equal seeds and
 * equal calls in equal order give the numbers that Python gets. Compared with NumPy 2.4 on x86-64
 * Linux.
 *
 * <p>A method that fills an array draws as NumPy's method does with {@code size}. The tails of the
 * normal and exponential variates, and geometric ones, go through the C library's log1p: there the
 * promise needs glibc 2.39 or later, or Debian's 2.36, and a processor with FMA.
 *
 * <p>Not safe for use by two threads at once.
 */
public final class NumpyGenerator {
  /** From this probability on, NumPy searches a geometric variate instead of inverting. */
  private static final double GEOMETRIC_SEARCH_LIMIT = 1.0 / 3;

  /** How far from 1 probabilities may add up to: NumPy's sqrt(2^-52). */
  private static final double PROBABILITY_SUM_TOLERANCE = 0x1p-26;

  private final Pcg64 bits;

  /** A generator that draws from the given bits, and shares them. */
  public NumpyGenerator(Pcg64 bits) {
    this.bits = bits;
  }

  /**
   * The generator of {@code gymnasium.utils.seeding.np_random(seed)} and {@code
   * numpy.random.default_rng(seed)}.
   *
   * @param seed at least 0, of any size
   * @throws IllegalArgumentException if the seed is negative
   */
  public static NumpyGenerator seeded(BigInteger seed) {
    return new NumpyGenerator(new Pcg64(new SeedSequence(seed)));
  }

  /**
   * The generator of {@code gymnasium.utils.seeding.np_random(seed)} and {@code
   * numpy.random.default_rng(seed)}.
   *
   * @param seed at least 0
   * @throws IllegalArgumentException if the seed is negative
   */
  public static NumpyGenerator seeded(long seed) {
    return seeded(BigInteger.valueOf(seed));
  }

  /** A generator with bits of its own that will give the same draws from here on. */
  public NumpyGenerator copy() {
    return new NumpyGenerator(bits.copy());
  }

  /** The source of the random bits: {@code Generator.bit_generator}. */
  public Pcg64 bitGenerator() {
    return bits;
  }

  /** A snapshot, as {@code Generator.bit_generator.state} gives it. */
  public Pcg64.State getState() {
    return bits.getState();
  }

  /** Goes on from a snapshot. */
  public void setState(Pcg64.State state) {
    bits.setState(state);
  }

  /** A number in [0, 1). */
  public double random() {
    return bits.nextDouble();
  }

  /** Fills an array with numbers in [0, 1). */
  public void random(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = bits.nextDouble();
    }
  }

  /**
   * A number in [low, high); rounding may give high itself.
   *
   * @throws IllegalArgumentException unless high - low is finite and at least 0
   */
  public double uniform(double low, double high) {
    return low + widthOf(low, high) * bits.nextDouble();
  }

  /**
   * Fills an array with numbers in [low, high); rounding may give high itself.
   *
   * @throws IllegalArgumentException unless high - low is finite and at least 0
   */
  public void uniform(double low, double high, double[] out) {
    double width = widthOf(low, high);
    for (int i = 0; i < out.length; i++) {
      out[i] = low + width * bits.nextDouble();
    }
  }

  /**
   * An integer in [low, highExclusive), of dtype int64. Fewer than 2^32 possible values take a
   * 32-bit draw, whose other half waits for the next; one possible value takes none.
   *
   * @throws IllegalArgumentException unless low &lt; highExclusive
   */
  public long integers(long low, long highExclusive) {
    requireRange(low, highExclusive);
    return low + BoundedIntegers.next(bits, highExclusive - 1 - low);
  }

  /**
   * An integer in [low, high], of dtype int64: {@code integers(low, high, endpoint=True)}.
   *
   * @throws IllegalArgumentException unless low &lt;= high
   */
  public long integersInclusive(long low, long high) {
    if (low > high) {
      throw new IllegalArgumentException(
          "integer range is empty: low=" + low + ", high=" + high + ", expected low <= high");
    }
    return low + BoundedIntegers.next(bits, high - low);
  }

  /**
   * An integer in [low, highExclusive), as NumPy draws one value of the dtype. The 8 and 16-bit
   * types and bool use one piece of a 32-bit draw and lose the rest.
   *
   * @throws IllegalArgumentException unless low &lt; highExclusive and the type has all the values
   */
  public long integers(IntegerType dtype, long low, long highExclusive) {
    requireRange(low, highExclusive);
    requireValues(dtype.contains(low, highExclusive), low, highExclusive, dtype.toString());
    long range = highExclusive - 1 - low;
    return low
        + (dtype.width < Integer.SIZE
            ? new NarrowIntegers(bits, dtype.width).next((int) range)
            : BoundedIntegers.next(bits, range));
  }

  /**
   * Fills an array of dtype bool, 32 values to a 32-bit draw.
   *
   * @param low 0 for false, 1 for true
   * @param highExclusive 1 or 2
   */
  public void integers(long low, long highExclusive, boolean[] out) {
    requireRange(low, highExclusive);
    requireValues(IntegerType.BOOL.contains(low, highExclusive), low, highExclusive, "BOOL");
    NarrowIntegers source = new NarrowIntegers(bits, 1);
    int range = (int) (highExclusive - 1 - low);
    for (int i = 0; i < out.length; i++) {
      out[i] = low + source.next(range) != 0;
    }
  }

  /** Fills an array of dtype int8 or uint8 with [low, highExclusive), 4 values to a 32-bit draw. */
  public void integers(long low, long highExclusive, byte[] out) {
    requireRange(low, highExclusive);
    requireEither(IntegerType.INT8, IntegerType.UINT8, low, highExclusive);
    NarrowIntegers source = new NarrowIntegers(bits, Byte.SIZE);
    int range = (int) (highExclusive - 1 - low);
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (low + source.next(range));
    }
  }

  /**
   * Fills an array of dtype int16 or uint16 with [low, highExclusive), 2 values to a 32-bit draw.
   */
  public void integers(long low, long highExclusive, short[] out) {
    requireRange(low, highExclusive);
    requireEither(IntegerType.INT16, IntegerType.UINT16, low, highExclusive);
    NarrowIntegers source = new NarrowIntegers(bits, Short.SIZE);
    int range = (int) (highExclusive - 1 - low);
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) (low + source.next(range));
    }
  }

  /** Fills an array of dtype int32 or uint32 with [low, highExclusive). */
  public void integers(long low, long highExclusive, int[] out) {
    requireRange(low, highExclusive);
    requireEither(IntegerType.INT32, IntegerType.UINT32, low, highExclusive);
    long range = highExclusive - 1 - low;
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) (low + BoundedIntegers.next(bits, range));
    }
  }

  /** Fills an array of dtype int64 with [low, highExclusive). */
  public void integers(long low, long highExclusive, long[] out) {
    requireRange(low, highExclusive);
    long range = highExclusive - 1 - low;
    for (int i = 0; i < out.length; i++) {
      out[i] = low + BoundedIntegers.next(bits, range);
    }
  }

  /** A normal variate of mean 0 and standard deviation 1. */
  public double standardNormal() {
    return NormalZiggurat.next(bits);
  }

  /** Fills an array with normal variates of mean 0 and standard deviation 1. */
  public void standardNormal(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = NormalZiggurat.next(bits);
    }
  }

  /**
   * A normal variate.
   *
   * @throws IllegalArgumentException if the standard deviation is negative
   */
  public double normal(double mean, double standardDeviation) {
    requireDeviation(standardDeviation);
    return mean + standardDeviation * NormalZiggurat.next(bits);
  }

  /**
   * Fills an array with normal variates.
   *
   * @throws IllegalArgumentException if the standard deviation is negative
   */
  public void normal(double mean, double standardDeviation, double[] out) {
    requireDeviation(standardDeviation);
    for (int i = 0; i < out.length; i++) {
      out[i] = mean + standardDeviation * NormalZiggurat.next(bits);
    }
  }

  /** An exponential variate of mean 1. */
  public double standardExponential() {
    return ExponentialZiggurat.next(bits);
  }

  /** Fills an array with exponential variates of mean 1. */
  public void standardExponential(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = ExponentialZiggurat.next(bits);
    }
  }

  /**
   * The number of trials up to the first success, that one included; at most Long.MAX_VALUE.
   *
   * @param p the probability of success in a trial, in (0, 1]
   */
  public long geometric(double p) {
    requireSuccessProbability(p);
    return p >= GEOMETRIC_SEARCH_LIMIT ? geometricBySearch(p) : geometricByInversion(p);
  }

  /**
   * Fills an array with numbers of trials up to the first success.
   *
   * @param p the probability of success in a trial, in (0, 1]
   */
  public void geometric(double p, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = geometric(p);
    }
  }

  /**
   * An index in [0, n), all equally likely: {@code choice(n)}.
   *
   * @param n at least 1
   */
  public int choice(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("number of choices must be >= 1, got " + n);
    }
    return (int) BoundedIntegers.next(bits, n - 1);
  }

  /**
   * An index of p with the probability that stands there: {@code choice(len(p), p=p)}.
   *
   * @param p at least one probability; they add up to 1
   * @throws IllegalArgumentException if a probability is not in [0, 1], or the sum is off by 1.5e-8
   */
  public int choiceWeighted(double[] p) {
    double sum = sumOfProbabilities(p);
    return indexAbove(bits.nextDouble(), p, sum);
  }

  /**
   * Fills an array with indices of p: {@code choice(len(p), size, p=p)}.
   *
   * @param p at least one probability; they add up to 1
   * @throws IllegalArgumentException if a probability is not in [0, 1], or the sum is off by 1.5e-8
   */
  public void choiceWeighted(double[] p, int[] out) {
    double sum = sumOfProbabilities(p);
    for (int i = 0; i < out.length; i++) {
      out[i] = indexAbove(bits.nextDouble(), p, sum);
    }
  }

  /**
   * Gymnasium's {@code categorical_sample}: the first index whose cumulative probability exceeds a
   * {@link #random()}. Where none does, as the sum may be below 1, the index is 0.
   *
   * @param p at least one probability; neither their sum nor their signs are checked
   */
  public int categoricalSample(double[] p) {
    if (p.length == 0) {
      throw new IllegalArgumentException("probabilities must not be empty");
    }
    double threshold = bits.nextDouble();
    double cumulative = 0.0;
    for (int i = 0; i < p.length; i++) {
      cumulative += p[i];
      if (cumulative > threshold) {
        return i;
      }
    }
    return 0;
  }

  /** Puts the elements into random order. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = BoundedIntegers.nextMasked(bits, i);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** Puts the elements into random order. */
  public void shuffle(long[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = BoundedIntegers.nextMasked(bits, i);
      long value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /**
   * The integers 0 to n - 1 in random order.
   *
   * @param n at least 0
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("permutation length must be >= 0, got " + n);
    }
    int[] values = new int[n];
    Arrays.setAll(values, i -> i);
    shuffle(values);
    return values;
  }

  /** A copy of the array in random order. */
  public int[] permutation(int[] values) {
    int[] copy = values.clone();
    shuffle(copy);
    return copy;
  }

  /** A copy of the array in random order. */
  public long[] permutation(long[] values) {
    long[] copy = values.clone();
    shuffle(copy);
    return copy;
  }

  private static double widthOf(double low, double high) {
    double width = high - low;
    if (!(width >= 0 && width <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "uniform range must be finite with high - low >= 0, got low=" + low + ", high=" + high);
    }
    return width;
  }

  private static void requireRange(long low, long highExclusive) {
    if (low >= highExclusive) {
      throw new IllegalArgumentException(
          "integer range is empty: low="
              + low
              + ", highExclusive="
              + highExclusive
              + ", expected low < highExclusive");
    }
  }

  private static void requireEither(
      IntegerType signed, IntegerType unsigned, long low, long highExclusive) {
    requireValues(
        signed.contains(low, highExclusive) || unsigned.contains(low, highExclusive),
        low,
        highExclusive,
        signed + " or " + unsigned);
  }

  private static void requireValues(boolean fits, long low, long highExclusive, String types) {
    if (!fits) {
      throw new IllegalArgumentException(
          "integer range is not in " + types + ": low=" + low + ", highExclusive=" + highExclusive);
    }
  }

  private static void requireDeviation(double standardDeviation) {
    if (standardDeviation < 0) {
      throw new IllegalArgumentException(
          "standard deviation must be >= 0, got " + standardDeviation);
    }
  }

  private static void requireSuccessProbability(double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("probability of success must be in (0, 1], got " + p);
    }
  }

  private long geometricBySearch(double p) {
    double threshold = bits.nextDouble();
    double failures = 1.0 - p;
    double term = p;
    double cumulative = p;
    long trials = 1;
    while (threshold > cumulative) {
      term *= failures;
      cumulative += term;
      trials++;
    }
    return trials;
  }

  private long geometricByInversion(double p) {
    return (long) Math.ceil(-ExponentialZiggurat.next(bits) / GlibcLog1p.log1p(-p));
  }

  private static double sumOfProbabilities(double[] p) {
    double sum = 0.0;
    for (int i = 0; i < p.length; i++) {
      if (!(p[i] >= 0 && p[i] <= 1 + PROBABILITY_SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "probability must be in [0, 1], got p[" + i + "]=" + p[i]);
      }
      sum += p[i];
    }
    if (!(Math.abs(sum - 1.0) <= PROBABILITY_SUM_TOLERANCE)) {
      throw new IllegalArgumentException("probabilities must add up to 1, got a sum of " + sum);
    }
    return sum;
  }

  /** The first index whose share of the cumulative sum is above the threshold, below 1. */
  private static int indexAbove(double threshold, double[] p, double sum) {
    double cumulative = 0.0;
    for (int i = 0; i < p.length - 1; i++) {
      cumulative += p[i];
      if (cumulative / sum > threshold) {
        return i;
      }
    }
    return p.length - 1;
  }
}
