package io.javagym.random;

/**
 * {@link BoundedIntegers} for dtypes of 1, 8 and 16 bits: 32-bit draws are used up piece by piece,
 * from the low end. What is left of one is lost with this object; NumPy keeps it for one call.
 */
final class NarrowIntegers {
  private final Pcg64 bits;
  private final int width;
  private final int mask;
  private int word;
  private int piecesLeft;

  /**
   * An empty buffer.
   *
   * @param width bits of a piece: 1, 8 or 16
   */
  NarrowIntegers(Pcg64 bits, int width) {
    this.bits = bits;
    this.width = width;
    this.mask = (1 << width) - 1;
  }

  /** An integer in [0, range], for range &lt; 2^width; a range of 0 draws nothing. */
  int next(int range) {
    if (range == 0) {
      return 0;
    }
    int bound = range + 1;
    int product = piece() * bound;
    if ((product & mask) < bound) {
      int rejected = (mask - range) % bound;
      while ((product & mask) < rejected) {
        product = piece() * bound;
      }
    }
    return product >>> width;
  }

  private int piece() {
    if (piecesLeft == 0) {
      word = bits.nextInt();
      piecesLeft = Integer.SIZE / width;
    } else {
      word >>>= width;
    }
    piecesLeft--;
    return word & mask;
  }
}
