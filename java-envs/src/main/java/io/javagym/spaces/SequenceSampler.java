package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Sequence}. */
final class SequenceSampler extends SpaceSampler<List<Object>> {
  private static final double STOP_PROBABILITY = 0.25;

  private final Sequence space;
  private final SpaceSampler<?> features;

  SequenceSampler(Sequence space, BigInteger seed) {
    super(seed);
    this.space = space;
    this.features = samplers(seed, List.of(space.featureSpace())).get(0);
  }

  @Override
  List<Object> draw(Guide guide, @Nullable Object values) {
    List<? extends @Nullable Object> pair =
        values == null ? Arrays.asList(null, null) : Masks.list(values, 2, "parts: length, mask");
    long length = length(pair.get(0));
    List<Object> drawn = new ArrayList<>();
    for (long i = 0; i < length; i++) {
      drawn.add(features.draw(guide, pair.get(1)));
    }
    return drawn;
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    return drawFromCopies(space, n, guide, values);
  }

  private long length(@Nullable Object given) {
    if (given == null) {
      return random.geometric(STOP_PROBABILITY);
    }
    long length = -1;
    if (Described.isIntegral(given)) {
      length = ((Number) given).longValue();
    } else if (given instanceof int[] lengths && lengths.length > 0) {
      length = lengths[random.choice(lengths.length)];
    } else if (given instanceof long[] lengths && lengths.length > 0) {
      length = lengths[random.choice(lengths.length)];
    }
    if (length < 0) {
      throw Masks.unfit("a length of 0 or more, or an array of those", given);
    }
    return length;
  }
}
