package io.javagym.spaces;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** What every space does the same way, and what a space that holds others needs from them. */
abstract class SpaceBase<T> {
  private static final int ENTROPY_BITS = 128; // As many as NumPy takes.

  /** What is wrong with the value, or null. Allocates nothing if nothing is wrong. */
  abstract @Nullable Complaint complaint(@Nullable Object value);

  abstract SpaceSampler<T> newSampler(BigInteger seed);

  public final boolean contains(@Nullable Object value) {
    return complaint(value) == null;
  }

  public final @Nullable String explain(@Nullable Object value) {
    Complaint complaint = complaint(value);
    return complaint == null ? null : complaint.toString();
  }

  public final Sampler<T> sampler(BigInteger seed) {
    if (seed.signum() < 0) {
      throw new IllegalArgumentException("seed must be 0 or greater, got " + seed);
    }
    return newSampler(seed);
  }

  public final Sampler<T> sampler() {
    return newSampler(new BigInteger(ENTROPY_BITS, new SecureRandom()));
  }

  /** The same space, as what every space is made of. */
  @SuppressWarnings("unchecked") // Every permitted space of T extends SpaceBase of T.
  static <T> SpaceBase<T> base(Space<T> space) {
    return (SpaceBase<T>) space;
  }
}
