package io.javagym.spaces;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists of a fixed length, where each position has a space of its own. */
public final class Tuple extends SpaceBase<List<Object>> implements Space<List<Object>> {
  private final List<Space<?>> spaces;

  private Tuple(List<? extends Space<?>> spaces) {
    this.spaces = List.copyOf(spaces);
  }

  public static Tuple of(Space<?>... spaces) {
    return new Tuple(List.of(spaces));
  }

  public static Tuple of(List<? extends Space<?>> spaces) {
    return new Tuple(spaces);
  }

  /** The space of each position. */
  public List<Space<?>> spaces() {
    return spaces;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.size() != spaces.size()) {
      return Complaint.expected("a list of " + spaces.size(), value);
    }
    for (int i = 0; i < spaces.size(); i++) {
      Complaint complaint = SpaceBase.base(spaces.get(i)).complaint(list.get(i));
      if (complaint != null) {
        return complaint.at(i);
      }
    }
    return null;
  }

  @Override
  SpaceSampler<List<Object>> newSampler(BigInteger seed) {
    return new TupleSampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple that && spaces.equals(that.spaces);
  }

  @Override
  public int hashCode() {
    return spaces.hashCode();
  }

  @Override
  public String toString() {
    return spaces.stream().map(Space::toString).collect(Collectors.joining(", ", "Tuple(", ")"));
  }
}
