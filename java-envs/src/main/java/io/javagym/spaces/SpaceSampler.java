package io.javagym.spaces;

import io.javagym.random.NumpyGenerator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every sampler does the same way. */
abstract class SpaceSampler<T> extends Sampler<T> {
  /** How the values given to a draw restrict it. */
  enum Guide {
    MASK,
    PROBABILITY
  }

  private static final long MAX_SUBSEED = Integer.MAX_VALUE; // Excluded, as NumPy's integers(max).
  private static final long MAX_COPY_SEED = 100_000_000; // Excluded, too.

  final NumpyGenerator random;

  SpaceSampler(NumpyGenerator random) {
    this.random = random;
  }

  SpaceSampler(BigInteger seed) {
    this(NumpyGenerator.seeded(seed));
  }

  /** Draws an element; values are a mask or probabilities, or null for none. */
  abstract T draw(Guide guide, @Nullable Object values);

  /**
   * Draws so many elements at once and leaves the random state as it was, since Gymnasium draws the
   * nodes of a graph by {@code batch_space}, which copies the generator of each space in it.
   */
  abstract List<Object> drawBatch(int n, Guide guide, @Nullable Object values);

  @Override
  public final T sample() {
    return draw(Guide.MASK, null);
  }

  @Override
  public final T sample(@Nullable Object mask) {
    return draw(Guide.MASK, mask);
  }

  @Override
  public final T sampleByProbability(@Nullable Object probability) {
    return draw(Guide.PROBABILITY, probability);
  }

  /** A sampler for each space, seeded by the draws of a generator of the seed. */
  static List<SpaceSampler<?>> samplers(BigInteger seed, List<? extends Space<?>> spaces) {
    NumpyGenerator subseeds = NumpyGenerator.seeded(seed);
    List<SpaceSampler<?>> samplers = new ArrayList<>(spaces.size());
    for (Space<?> space : spaces) {
      BigInteger subseed = BigInteger.valueOf(subseeds.integers(0, MAX_SUBSEED));
      samplers.add(SpaceBase.base(space).newSampler(subseed));
    }
    return samplers;
  }

  /** The batch of a space that has no batched form: one element each of so many seeded copies. */
  final List<Object> drawFromCopies(
      SpaceBase<T> space, int n, Guide guide, @Nullable Object values) {
    List<?> perCopy = values == null ? null : Masks.list(values, n, "copies of the space");
    NumpyGenerator seeds = random.copy();
    List<Object> elements = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      BigInteger seed = BigInteger.valueOf(seeds.integers(0, MAX_COPY_SEED));
      elements.add(space.newSampler(seed).draw(guide, perCopy == null ? null : perCopy.get(i)));
    }
    return elements;
  }
}
