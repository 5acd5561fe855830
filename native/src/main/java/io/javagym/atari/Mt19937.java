package io.javagym.atari;

import io.javagym.StateExchange;

/**
 * The Mersenne Twister {@code std::mt19937} (Matsumoto and Nishimura, 1998), seeded as C++ does,
 * and the draw of {@code std::uniform_int_distribution} over it in GCC's library since release 11,
 * which is Lemire's (2019): the high half of a 64-bit product, drawn again where the low half would
 * favour a number.
 */
final class Mt19937 {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int SEED_MULTIPLIER = 1_812_433_253;
  private static final long LOW_HALF = 0xffff_ffffL;

  private final int[] state = new int[SIZE];
  private int next;

  /** A generator of the seed's 32 bits. */
  Mt19937(int seed) {
    seed(seed);
  }

  /** Starts anew. */
  void seed(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = SEED_MULTIPLIER * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
    next = SIZE;
  }

  /** 32 bits. */
  int nextInt() {
    if (next == SIZE) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /**
   * An integer from 0 to below the bound, each as likely as any other.
   *
   * @param bound at least 1
   */
  int nextInt(int bound) {
    long product = Integer.toUnsignedLong(nextInt()) * bound;
    if ((product & LOW_HALF) < bound) {
      long tooFew = (1L << Integer.SIZE) % bound;
      while ((product & LOW_HALF) < tooFew) {
        product = Integer.toUnsignedLong(nextInt()) * bound;
      }
    }
    return (int) (product >>> Integer.SIZE);
  }

  void exchange(StateExchange exchange) {
    exchange.exchangeAll(state);
    next = exchange.exchange(next, 0, SIZE);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + SHIFT) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : TWIST);
    }
  }
}
