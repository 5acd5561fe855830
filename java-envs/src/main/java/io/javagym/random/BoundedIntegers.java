package io.javagym.random;

/**
 * Unbiased integers in [0, range], both ends included, as {@code numpy.random.Generator.integers}
 * draws them: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
 *
 * <p>A draw times (range + 1) has the result in its upper half; a lower half below 2^width mod
 * (range + 1) would be one too many for its result and is drawn again. Ranges are unsigned, and a
 * range of 0 draws nothing.
 */
final class BoundedIntegers {
  private static final long UINT32_MAX = 0xFFFFFFFFL;

  private BoundedIntegers() {}

  /**
   * For dtypes of 64 bits: a range that fits 32 bits takes a 32-bit draw, buffered half and all.
   */
  static long next(Pcg64 bits, long range) {
    if (range >>> Integer.SIZE == 0) {
      return range == 0 ? 0 : next32(bits, range);
    }
    return range == -1 ? bits.nextLong() : next64(bits, range);
  }

  /** For 0 &lt; range &lt; 2^32; the largest range takes every draw as it is. */
  static long next32(Pcg64 bits, long range) {
    long bound = range + 1;
    long product = (bits.nextInt() & UINT32_MAX) * bound;
    if ((product & UINT32_MAX) < bound) { // else it is no candidate, and the division is saved
      long rejected = (UINT32_MAX - range) % bound;
      while ((product & UINT32_MAX) < rejected) {
        product = (bits.nextInt() & UINT32_MAX) * bound;
      }
    }
    return product >>> Integer.SIZE;
  }

  private static long next64(Pcg64 bits, long range) {
    long bound = range + 1;
    long draw = bits.nextLong();
    if (Long.compareUnsigned(draw * bound, bound) < 0) {
      long rejected = Long.remainderUnsigned(-1 - range, bound);
      while (Long.compareUnsigned(draw * bound, rejected) < 0) {
        draw = bits.nextLong();
      }
    }
    return unsignedMultiplyHigh(draw, bound);
  }

  /**
   * For shuffles, 0 &lt; range: NumPy takes the low bits of 32-bit draws until they are in range.
   */
  static int nextMasked(Pcg64 bits, int range) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(range);
    int draw = bits.nextInt() & mask;
    while (draw > range) {
      draw = bits.nextInt() & mask;
    }
    return draw;
  }

  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
