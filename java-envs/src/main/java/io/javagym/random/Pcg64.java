package io.javagym.random;

/**
 * NumPy's {@code PCG64}: a 128-bit linear congruential generator with the XSL-RR output function
 * (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
 * Random Number Generation", HMC-CS-2014-0905, 2014).
 *
 * <p>The state moves before each output. Drawing allocates nothing.
 */
public final class Pcg64 {
  /** PCG's default multiplier, 0x2360ED051FC65DA44385DF649FCCF645, in two halves. */
  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;

  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;

  private static final double UNIT_IN_LAST_PLACE = 0x1p-53;

  private long stateHigh;
  private long stateLow;
  private long incHigh;
  private long incLow;

  /** Whether {@link #uinteger}, the upper half of an earlier 64-bit draw, waits to be used. */
  private boolean hasUint32;

  private int uinteger;

  /**
   * A snapshot, with the fields of {@code PCG64().state} in NumPy.
   *
   * @param stateHigh upper 64 bits of {@code state["state"]["state"]}
   * @param stateLow lower 64 bits of the same
   * @param incHigh upper 64 bits of {@code state["state"]["inc"]}
   * @param incLow lower 64 bits of the same; always odd
   * @param hasUint32 whether {@code uinteger} will be the next 32-bit draw
   * @param uinteger the kept half of the last split draw, stale unless {@code hasUint32}
   */
  public record State(
      long stateHigh, long stateLow, long incHigh, long incLow, boolean hasUint32, int uinteger) {
    /** Refuses an even increment: the period would collapse. */
    public State {
      if ((incLow & 1) == 0) {
        throw new IllegalArgumentException("incLow must be odd, got 0x" + Long.toHexString(incLow));
      }
    }
  }

  /** A generator as {@code PCG64(seeds)} makes it. */
  public Pcg64(SeedSequence seeds) {
    long[] words = seeds.generateState64(4);
    incHigh = (words[2] << 1) | (words[3] >>> 63);
    incLow = (words[3] << 1) | 1;
    advance(); // from 0
    long sumLow = stateLow + words[1];
    stateHigh += words[0] + carry(stateLow, words[1], sumLow);
    stateLow = sumLow;
    advance();
  }

  private Pcg64(State state) {
    setState(state);
  }

  /** A generator that will give the same draws from here on. */
  public Pcg64 copy() {
    return new Pcg64(getState());
  }

  /** A snapshot of this generator. */
  public State getState() {
    return new State(stateHigh, stateLow, incHigh, incLow, hasUint32, uinteger);
  }

  /** Goes on from a snapshot. */
  public void setState(State state) {
    stateHigh = state.stateHigh;
    stateLow = state.stateLow;
    incHigh = state.incHigh;
    incLow = state.incLow;
    hasUint32 = state.hasUint32;
    uinteger = state.uinteger;
  }

  /** 64 random bits. A buffered 32-bit half stays where it is. */
  public long nextLong() {
    advance();
    return Long.rotateRight(stateHigh ^ stateLow, (int) (stateHigh >>> 58));
  }

  /**
   * 32 random bits: the lower half of a 64-bit draw, then its upper half. The upper half keeps
   * waiting while {@link #nextLong} and {@link #nextDouble} draw, as in NumPy.
   */
  public int nextInt() {
    if (hasUint32) {
      hasUint32 = false;
      return uinteger;
    }
    long bits = nextLong();
    hasUint32 = true;
    uinteger = (int) (bits >>> Integer.SIZE);
    return (int) bits;
  }

  /** A multiple of 2^-53 in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT_IN_LAST_PLACE;
  }

  /** state = state * multiplier + inc, modulo 2^128. */
  private void advance() {
    long low = stateLow;
    long productLow = low * MULTIPLIER_LOW;
    // Math.unsignedMultiplyHigh is Java 18's. A negative first factor stands for 2^64 more, which
    // adds the second factor to the upper half; the second one, a constant, is positive.
    long productHigh =
        Math.multiplyHigh(low, MULTIPLIER_LOW)
            + ((low >> 63) & MULTIPLIER_LOW)
            + low * MULTIPLIER_HIGH
            + stateHigh * MULTIPLIER_LOW;
    long sumLow = productLow + incLow;
    stateHigh = productHigh + incHigh + carry(productLow, incLow, sumLow);
    stateLow = sumLow;
  }

  /** The carry out of bit 63 of a + b = sum; arithmetic, as a branch would be mispredicted. */
  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }
}
