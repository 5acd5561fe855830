package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Tuple}. */
final class TupleSampler extends SpaceSampler<List<Object>> {
  private final List<SpaceSampler<?>> samplers;

  TupleSampler(Tuple space, BigInteger seed) {
    super(seed);
    this.samplers = samplers(seed, space.spaces());
  }

  @Override
  List<Object> draw(Guide guide, @Nullable Object values) {
    List<?> perSpace = perSpace(values);
    List<Object> drawn = new ArrayList<>(samplers.size());
    for (int i = 0; i < samplers.size(); i++) {
      drawn.add(samplers.get(i).draw(guide, perSpace == null ? null : perSpace.get(i)));
    }
    return drawn;
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    List<?> perSpace = perSpace(values);
    List<List<Object>> rows = new ArrayList<>(n);
    for (int row = 0; row < n; row++) {
      rows.add(new ArrayList<>(samplers.size()));
    }
    for (int i = 0; i < samplers.size(); i++) {
      Object given = perSpace == null ? null : perSpace.get(i);
      List<Object> column = samplers.get(i).drawBatch(n, guide, given);
      for (int row = 0; row < n; row++) {
        rows.get(row).add(column.get(row));
      }
    }
    return new ArrayList<>(rows);
  }

  private @Nullable List<?> perSpace(@Nullable Object values) {
    return values == null ? null : Masks.list(values, samplers.size(), "spaces");
  }
}
