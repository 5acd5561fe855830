package io.javagym.spaces;

import io.javagym.random.IntegerType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Discrete}. */
final class DiscreteSampler extends SpaceSampler<Long> {
  private final Discrete space;
  private final IntegerType type;

  DiscreteSampler(Discrete space, BigInteger seed) {
    super(seed);
    this.space = space;
    // Integers that fit a long are drawn alike from int64 and uint64.
    this.type =
        space.dtype() == DType.UINT64
            ? IntegerType.INT64
            : IntegerType.valueOf(space.dtype().numpyName().toUpperCase(Locale.ROOT));
  }

  @Override
  Long draw(Guide guide, @Nullable Object values) {
    if (values == null) {
      return space.start() + random.integers(type, 0, space.n());
    }
    int n = Math.toIntExact(space.n());
    if (guide == Guide.MASK) {
      int[] allowed = Masks.allowed(Masks.mask(values, n));
      return space.start() + (allowed.length == 0 ? 0 : allowed[random.choice(allowed.length)]);
    }
    return space.start() + random.choiceWeighted(Masks.probabilities(values, n));
  }

  /** Gymnasium draws a batch as a {@link MultiDiscrete}. */
  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    long[] counts = new long[n];
    Arrays.fill(counts, space.n());
    long[] start = new long[n];
    Arrays.fill(start, space.start());
    MultiDiscrete batched = MultiDiscrete.of(counts, start, space.dtype(), n);
    List<Object> elements = new ArrayList<>(n);
    for (long element : new MultiDiscreteSampler(batched, random.copy()).draw(guide, values)) {
      elements.add(element);
    }
    return elements;
  }
}
