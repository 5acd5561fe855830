package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Dict}. */
final class DictSampler extends SpaceSampler<Map<String, Object>> {
  private final List<String> keys;
  private final List<SpaceSampler<?>> samplers;

  DictSampler(Dict space, BigInteger seed) {
    super(seed);
    this.keys = List.copyOf(space.spaces().keySet());
    this.samplers = samplers(seed, List.copyOf(space.spaces().values()));
  }

  @Override
  Map<String, Object> draw(Guide guide, @Nullable Object values) {
    Map<?, ?> perKey = perKey(values);
    Map<String, Object> drawn = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Object given = perKey == null ? null : perKey.get(keys.get(i));
      drawn.put(keys.get(i), samplers.get(i).draw(guide, given));
    }
    return drawn;
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    Map<?, ?> perKey = perKey(values);
    List<Map<String, Object>> rows = new ArrayList<>(n);
    for (int row = 0; row < n; row++) {
      rows.add(new LinkedHashMap<>());
    }
    for (int i = 0; i < keys.size(); i++) {
      Object given = perKey == null ? null : perKey.get(keys.get(i));
      List<Object> column = samplers.get(i).drawBatch(n, guide, given);
      for (int row = 0; row < n; row++) {
        rows.get(row).put(keys.get(i), column.get(row));
      }
    }
    return new ArrayList<>(rows);
  }

  private @Nullable Map<?, ?> perKey(@Nullable Object values) {
    if (values == null) {
      return null;
    }
    if (values instanceof Map<?, ?> map
        && map.size() == keys.size()
        && map.keySet().containsAll(keys)) {
      return map;
    }
    throw Masks.unfit("a map of " + keys, values);
  }
}
