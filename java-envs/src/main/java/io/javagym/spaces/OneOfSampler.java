package io.javagym.spaces;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link OneOf}. */
final class OneOfSampler extends SpaceSampler<OneOf.Choice> {
  private final OneOf space;
  private final List<SpaceSampler<?>> samplers;

  OneOfSampler(OneOf space, BigInteger seed) {
    super(seed);
    this.space = space;
    this.samplers = samplers(seed, space.spaces());
  }

  @Override
  OneOf.Choice draw(Guide guide, @Nullable Object values) {
    int index = (int) random.integers(0, samplers.size());
    Object given = values == null ? null : Masks.list(values, samplers.size(), "spaces").get(index);
    return new OneOf.Choice(index, samplers.get(index).draw(guide, given));
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    return drawFromCopies(space, n, guide, values);
  }
}
