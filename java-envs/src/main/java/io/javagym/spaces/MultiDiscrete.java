package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of integers, where element {@code i} is one of the {@code nvec[i]} integers from {@code
 * start[i]} on.
 */
public final class MultiDiscrete extends SpaceBase<long[]> implements Space<long[]> {
  private final long[] nvec;
  private final long[] start;
  private final DType<?> dtype;
  private final int[] shape;

  private MultiDiscrete(long[] nvec, long[] start, DType<?> dtype, int... shape) {
    this.nvec = nvec.clone();
    this.start = start.clone();
    this.dtype = dtype;
    this.shape = shape.clone();
    int size = Shape.size(shape);
    if (nvec.length != size || start.length != size) {
      throw new IllegalArgumentException(
          "expected %d elements for shape %s, got nvec of %d, start of %d"
              .formatted(size, Arrays.toString(shape), nvec.length, start.length));
    }
    for (int i = 0; i < size; i++) {
      IntegerInterval.require(this.nvec[i], this.start[i], dtype);
    }
  }

  /** Vectors of int64 that count from 0. */
  public static MultiDiscrete of(long... nvec) {
    return of(nvec, new long[nvec.length]);
  }

  /** Vectors of int64. */
  public static MultiDiscrete of(long[] nvec, long[] start) {
    return of(nvec, start, DType.INT64, nvec.length);
  }

  /**
   * Arrays of a shape, flat here, in NumPy of the dtype given.
   *
   * @throws IllegalArgumentException if a count is not positive, an element is not of the dtype or
   *     not a long, or the lengths of the arrays are not that of the shape
   */
  public static MultiDiscrete of(long[] nvec, long[] start, DType<?> dtype, int... shape) {
    return new MultiDiscrete(nvec, start, dtype, shape);
  }

  /** A copy of the number of values that each element has, flat. */
  public long[] nvec() {
    return nvec.clone();
  }

  /** A copy of the least value of each element, flat. */
  public long[] start() {
    return start.clone();
  }

  /** A copy of the shape. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many elements an array has. */
  public int size() {
    return nvec.length;
  }

  public DType<?> dtype() {
    return dtype;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof long[] array) || array.length != nvec.length) {
      return Complaint.expected(
          "a long[] of %d elements (%s, shape %s)"
              .formatted(nvec.length, dtype, Arrays.toString(shape)),
          value);
    }
    for (int i = 0; i < nvec.length; i++) {
      if (array[i] < start[i] || array[i] > start[i] + (nvec[i] - 1)) {
        return new Complaint(
            Shape.path(i, shape),
            "expected an integer in [%d, %d], got %d"
                .formatted(start[i], start[i] + (nvec[i] - 1), array[i]));
      }
    }
    return null;
  }

  @Override
  SpaceSampler<long[]> newSampler(BigInteger seed) {
    return new MultiDiscreteSampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MultiDiscrete that
        && Arrays.equals(nvec, that.nvec)
        && Arrays.equals(start, that.start)
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(nvec), Arrays.hashCode(start), dtype);
  }

  @Override
  public String toString() {
    String counts = NumpyText.array(DType.INT64, nvec, shape);
    return Arrays.stream(start).allMatch(least -> least == 0)
        ? "MultiDiscrete(%s)".formatted(counts)
        : "MultiDiscrete(%s, start=%s)"
            .formatted(counts, NumpyText.array(DType.INT64, start, shape));
  }
}
