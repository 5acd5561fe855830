package io.javagym.random;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * NumPy's {@code SeedSequence(entropy)}: spreads a seed of any size over as many well mixed 32-bit
 * words as a generator's state needs. Equal seeds give equal words.
 *
 * <p>The mixing is M. E. O'Neill's {@code seed_seq_fe}, with the constants of NumPy's {@code
 * bit_generator.pyx}. Spawn keys are left out: Gymnasium does not use them.
 */
public final class SeedSequence {
  private static final int POOL_WORDS = 4;
  private static final int ENTROPY_BITS = 128;

  private static final int POOL_HASH_START = 0x43b0d7e5;
  private static final int POOL_HASH_FACTOR = 0x931e8875;
  private static final int OUTPUT_HASH_START = 0x8b51f9dd;
  private static final int OUTPUT_HASH_FACTOR = 0x58f38ded;
  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;
  private static final int FOLD_SHIFT = 16;

  private final BigInteger entropy;
  private final int[] pool = new int[POOL_WORDS];

  /** The multiplier of the pool's hash; it moves on with every word hashed. */
  private int poolHash = POOL_HASH_START;

  /**
   * Mixes the seed into the pool.
   *
   * @param entropy the seed, at least 0, of any size
   * @throws IllegalArgumentException if the seed is negative
   */
  public SeedSequence(BigInteger entropy) {
    if (entropy.signum() < 0) {
      throw new IllegalArgumentException("seed must be >= 0, got " + entropy);
    }
    this.entropy = entropy;
    mixIntoPool(littleEndianWords(entropy));
  }

  /**
   * Mixes the seed into the pool.
   *
   * @param entropy the seed, at least 0
   * @throws IllegalArgumentException if the seed is negative
   */
  public SeedSequence(long entropy) {
    this(BigInteger.valueOf(entropy));
  }

  /** A sequence from 128 bits of the operating system's randomness, as NumPy does for no seed. */
  public static SeedSequence fromEntropy() {
    return new SeedSequence(new BigInteger(ENTROPY_BITS, new SecureRandom()));
  }

  /** The seed; given to the constructor again, it gives the same sequence. */
  public BigInteger entropy() {
    return entropy;
  }

  /** The first {@code wordCount} words of the sequence, each an unsigned 32-bit number. */
  public int[] generateState(int wordCount) {
    if (wordCount < 0) {
      throw new IllegalArgumentException("word count must be >= 0, got " + wordCount);
    }
    int[] words = new int[wordCount];
    int hash = OUTPUT_HASH_START;
    for (int i = 0; i < wordCount; i++) {
      int word = pool[i % POOL_WORDS] ^ hash;
      hash *= OUTPUT_HASH_FACTOR;
      words[i] = fold(word * hash);
    }
    return words;
  }

  /** The same words in pairs, the first one in the low half of each unsigned 64-bit number. */
  public long[] generateState64(int wordCount) {
    if (wordCount < 0 || wordCount > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "word count must be >= 0 and <= " + Integer.MAX_VALUE / 2 + ", got " + wordCount);
    }
    int[] halves = generateState(2 * wordCount);
    long[] words = new long[wordCount];
    for (int i = 0; i < wordCount; i++) {
      words[i] = Integer.toUnsignedLong(halves[2 * i]) | ((long) halves[2 * i + 1] << Integer.SIZE);
    }
    return words;
  }

  private static int[] littleEndianWords(BigInteger value) {
    int[] words = new int[Math.max(1, (value.bitLength() + Integer.SIZE - 1) / Integer.SIZE)];
    for (int i = 0; i < words.length; i++) {
      words[i] = value.shiftRight(i * Integer.SIZE).intValue();
    }
    return words;
  }

  private void mixIntoPool(int[] words) {
    for (int i = 0; i < POOL_WORDS; i++) {
      pool[i] = hash(i < words.length ? words[i] : 0);
    }
    for (int source = 0; source < POOL_WORDS; source++) {
      for (int target = 0; target < POOL_WORDS; target++) {
        if (source != target) {
          pool[target] = mix(pool[target], hash(pool[source]));
        }
      }
    }
    for (int i = POOL_WORDS; i < words.length; i++) {
      for (int target = 0; target < POOL_WORDS; target++) {
        pool[target] = mix(pool[target], hash(words[i]));
      }
    }
  }

  private int hash(int word) {
    int mixed = word ^ poolHash;
    poolHash *= POOL_HASH_FACTOR;
    return fold(mixed * poolHash);
  }

  private static int mix(int a, int b) {
    return fold(MIX_LEFT * a - MIX_RIGHT * b);
  }

  private static int fold(int word) {
    return word ^ (word >>> FOLD_SHIFT);
  }
}
