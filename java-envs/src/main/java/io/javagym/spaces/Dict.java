package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps with fixed keys, where each key has a space of its own. */
public final class Dict extends SpaceBase<Map<String, Object>>
    implements Space<Map<String, Object>> {
  /** The space whose one element is the empty map. */
  public static final Dict EMPTY = new Dict(Map.of());

  private final Map<String, Space<?>> spaces;

  private Dict(Map<String, ? extends Space<?>> spaces) {
    this.spaces = Collections.unmodifiableMap(new LinkedHashMap<>(spaces));
  }

  /** The keys sorted, as Gymnasium sorts those of a plain dict. */
  public static Dict of(Map<String, ? extends Space<?>> spaces) {
    Builder builder = builder();
    spaces.forEach(builder::put);
    return builder.build();
  }

  public static Dict of(String key, Space<?> space) {
    return builder().put(key, space).build();
  }

  public static Dict of(String key1, Space<?> space1, String key2, Space<?> space2) {
    return builder().put(key1, space1).put(key2, space2).build();
  }

  public static Dict of(
      String key1, Space<?> space1, String key2, Space<?> space2, String key3, Space<?> space3) {
    return builder().put(key1, space1).put(key2, space2).put(key3, space3).build();
  }

  public static Dict of(
      String key1,
      Space<?> space1,
      String key2,
      Space<?> space2,
      String key3,
      Space<?> space3,
      String key4,
      Space<?> space4) {
    return builder()
        .put(key1, space1)
        .put(key2, space2)
        .put(key3, space3)
        .put(key4, space4)
        .build();
  }

  /** The keys in the order of the map, as Gymnasium keeps that of an OrderedDict. */
  public static Dict ordered(Map<String, ? extends Space<?>> spaces) {
    return new Dict(spaces);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The spaces by their keys, in the order in which they are seeded and laid out. */
  public Map<String, Space<?>> spaces() {
    return spaces;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map) || map.size() != spaces.size()) {
      return Complaint.expected("a map of " + spaces.keySet(), value);
    }
    for (Map.Entry<String, Space<?>> entry : spaces.entrySet()) {
      String key = entry.getKey();
      Object field = map.get(key);
      if (field == null && !map.containsKey(key)) {
        return Complaint.expected("a map of " + spaces.keySet(), value);
      }
      Complaint complaint = SpaceBase.base(entry.getValue()).complaint(field);
      if (complaint != null) {
        return complaint.in(key);
      }
    }
    return null;
  }

  @Override
  SpaceSampler<Map<String, Object>> newSampler(BigInteger seed) {
    return new DictSampler(this, seed);
  }

  /** The order of the keys counts, since it has a part in what is drawn. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dict that
        && List.copyOf(spaces.entrySet()).equals(List.copyOf(that.spaces.entrySet()));
  }

  @Override
  public int hashCode() {
    return spaces.hashCode();
  }

  @Override
  public String toString() {
    return spaces.entrySet().stream()
        .map(entry -> PythonText.repr(entry.getKey()) + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "Dict(", ")"));
  }

  /** Collects the spaces of a {@link Dict}. */
  public static final class Builder {
    private final Map<String, Space<?>> spaces = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a space.
     *
     * @throws IllegalArgumentException if there is one of this key
     */
    public Builder put(String key, Space<?> space) {
      if (spaces.putIfAbsent(key, space) != null) {
        throw new IllegalArgumentException("duplicate key: " + key);
      }
      return this;
    }

    /** The dict with its keys sorted. */
    public Dict build() {
      List<String> keys = new ArrayList<>(spaces.keySet());
      keys.sort(PythonText.ORDER);
      Map<String, Space<?>> sorted = new LinkedHashMap<>();
      for (String key : keys) {
        sorted.put(key, spaces.get(key));
      }
      return new Dict(sorted);
    }

    /** The dict with its keys as they were put. */
    public Dict buildOrdered() {
      return new Dict(spaces);
    }
  }
}
