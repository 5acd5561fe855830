package io.javagym.spaces;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A choice of one of several spaces, and an element of that. */
public final class OneOf extends SpaceBase<OneOf.Choice> implements Space<OneOf.Choice> {
  /**
   * An element of a {@link OneOf}.
   *
   * @param index which of the spaces
   * @param value an element of that space
   */
  public record Choice(int index, Object value) {}

  private final List<Space<?>> spaces;

  private OneOf(List<? extends Space<?>> spaces) {
    this.spaces = List.copyOf(spaces);
    if (this.spaces.isEmpty()) {
      throw new IllegalArgumentException("expected one space or more, got none");
    }
  }

  /**
   * A choice of the spaces given.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static OneOf of(Space<?>... spaces) {
    return new OneOf(List.of(spaces));
  }

  /** A choice of the spaces given. */
  public static OneOf of(List<? extends Space<?>> spaces) {
    return new OneOf(spaces);
  }

  public List<Space<?>> spaces() {
    return spaces;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof Choice choice)) {
      return Complaint.expected("a OneOf.Choice", value);
    }
    if (choice.index() < 0 || choice.index() >= spaces.size()) {
      return new Complaint(
          "index",
          "expected an integer in [0, %d), got %d".formatted(spaces.size(), choice.index()));
    }
    Complaint complaint = SpaceBase.base(spaces.get(choice.index())).complaint(choice.value());
    return complaint == null ? null : complaint.in("value");
  }

  @Override
  SpaceSampler<Choice> newSampler(BigInteger seed) {
    return new OneOfSampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OneOf that && spaces.equals(that.spaces);
  }

  @Override
  public int hashCode() {
    return 31 + spaces.hashCode();
  }

  @Override
  public String toString() {
    return spaces.stream().map(Space::toString).collect(Collectors.joining(", ", "OneOf(", ")"));
  }
}
