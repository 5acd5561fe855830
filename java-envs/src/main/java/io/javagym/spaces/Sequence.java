package io.javagym.spaces;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of any length whose elements are all of one space. */
public final class Sequence extends SpaceBase<List<Object>> implements Space<List<Object>> {
  private final Space<?> featureSpace;
  private final boolean stacked;

  private Sequence(Space<?> featureSpace, boolean stacked) {
    this.featureSpace = featureSpace;
    this.stacked = stacked;
  }

  public static Sequence of(Space<?> featureSpace) {
    return of(featureSpace, false);
  }

  /**
   * Lists of elements of the feature space.
   *
   * @param stacked whether Python has one array of all elements instead of a tuple; Java has a list
   */
  public static Sequence of(Space<?> featureSpace, boolean stacked) {
    return new Sequence(featureSpace, stacked);
  }

  /** The space of each element. */
  public Space<?> featureSpace() {
    return featureSpace;
  }

  /** Whether Python has one array of all elements. */
  public boolean stacked() {
    return stacked;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return Complaint.expected("a list", value);
    }
    return ofList(featureSpace, list);
  }

  /** What is wrong with the elements of a list that are all of one space. */
  static @Nullable Complaint ofList(Space<?> space, List<?> list) {
    SpaceBase<?> base = SpaceBase.base(space);
    for (int i = 0; i < list.size(); i++) {
      Complaint complaint = base.complaint(list.get(i));
      if (complaint != null) {
        return complaint.at(i);
      }
    }
    return null;
  }

  @Override
  SpaceSampler<List<Object>> newSampler(BigInteger seed) {
    return new SequenceSampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sequence that
        && featureSpace.equals(that.featureSpace)
        && stacked == that.stacked;
  }

  @Override
  public int hashCode() {
    return Objects.hash(featureSpace, stacked);
  }

  @Override
  public String toString() {
    return "Sequence(%s, stack=%s)".formatted(featureSpace, stacked ? "True" : "False");
  }
}
