package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays of bits, each a byte that is 0 or 1. */
public final class MultiBinary extends SpaceBase<byte[]> implements Space<byte[]> {
  private final int[] shape;
  private final int size;

  private MultiBinary(int... shape) {
    this.shape = shape.clone();
    this.size = Shape.size(shape);
    if (size == 0) {
      throw new IllegalArgumentException(
          "expected axes longer than 0, got shape " + Arrays.toString(shape));
    }
  }

  /**
   * Bits in an array of this shape.
   *
   * @throws IllegalArgumentException if an axis is not positive
   */
  public static MultiBinary of(int... shape) {
    return new MultiBinary(shape);
  }

  /** A copy of the shape. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many bits an array has. */
  public int size() {
    return size;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof byte[] bits) || bits.length != size) {
      return Complaint.expected(
          "a byte[] of %d elements (int8, shape %s)".formatted(size, Arrays.toString(shape)),
          value);
    }
    for (int i = 0; i < size; i++) {
      if (bits[i] != 0 && bits[i] != 1) {
        return new Complaint(Shape.path(i, shape), "expected 0 or 1, got " + bits[i]);
      }
    }
    return null;
  }

  @Override
  SpaceSampler<byte[]> newSampler(BigInteger seed) {
    return new MultiBinarySampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MultiBinary that && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return "MultiBinary(%s)".formatted(shape.length == 1 ? shape[0] : Shape.toPython(shape));
  }
}
