package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of numbers, each between a low and a high bound, both included. A bound may be infinite.
 *
 * @param <A> the Java array type of an element, flat and in C order; see {@link DType}
 */
public final class Box<A> extends SpaceBase<A> implements Space<A> {
  private final DType<A> dtype;
  private final A low;
  private final A high;
  private final int[] shape;

  /** Null if every integer is bounded, as nearly always; what is infinite shows in a float. */
  private final boolean @Nullable [] unboundedBelow;

  private final boolean @Nullable [] unboundedAbove;

  private Box(
      DType<A> dtype,
      A low,
      A high,
      boolean @Nullable [] unboundedBelow,
      boolean @Nullable [] unboundedAbove,
      int... shape) {
    this.dtype = dtype;
    this.low = dtype.copy(low);
    this.high = dtype.copy(high);
    this.shape = shape.clone();
    this.unboundedBelow = unboundedBelow;
    this.unboundedAbove = unboundedAbove;
    requireSize("low", dtype.length(low));
    requireSize("high", dtype.length(high));
    requireOrdered(this.low);
    requireOrdered(this.high);
    BoxBounds.requireBits(dtype, this.high);
  }

  /**
   * A box with bounds for each element. The shape is exactly the one given: none at all is that of
   * a scalar, {@code ()}. Integers are bounded even by the least and the greatest of their dtype.
   *
   * @throws IllegalArgumentException if a bound is NaN, low is above high, or the lengths of the
   *     arrays are not that of the shape
   */
  public static <A> Box<A> of(DType<A> dtype, A low, A high, int... shape) {
    return new Box<>(dtype, low, high, null, null, shape);
  }

  /**
   * A box with bounds for each element, of which some don't count: {@code bounded[i]} false says
   * that element {@code i} is drawn as if it had no such bound, which Gymnasium remembers of an
   * integer box that was made with infinite bounds. In a box of floating point numbers only the
   * infinite elements are unbounded.
   */
  public static <A> Box<A> of(
      DType<A> dtype, A low, A high, boolean[] boundedBelow, boolean[] boundedAbove, int... shape) {
    int size = Shape.size(shape);
    return new Box<>(
        dtype,
        low,
        high,
        BoxBounds.unbounded(dtype, boundedBelow, size),
        BoxBounds.unbounded(dtype, boundedAbove, size),
        shape);
  }

  /**
   * A box with the same bounds for all elements. As in Gymnasium, no shape means {@code (1,)}. An
   * infinite bound makes integers of a signed dtype unbounded.
   *
   * @throws IllegalArgumentException if a bound is NaN or not a value of the dtype, or low is above
   *     high
   */
  public static <A> Box<A> uniform(DType<A> dtype, double low, double high, int... shape) {
    int[] shapeOrOne = shape.length == 0 ? new int[] {1} : shape;
    int size = Shape.size(shapeOrOne);
    return new Box<>(
        dtype,
        BoxBounds.low(dtype, low, size),
        BoxBounds.high(dtype, high, size),
        BoxBounds.unbounded(dtype, low, size),
        BoxBounds.unbounded(dtype, high, size),
        shapeOrOne);
  }

  public static Box<float[]> float32(double low, double high, int... shape) {
    return uniform(DType.FLOAT32, low, high, shape);
  }

  public static Box<float[]> float32(float[] low, float[] high) {
    return of(DType.FLOAT32, low, high, low.length);
  }

  public static Box<double[]> float64(double low, double high, int... shape) {
    return uniform(DType.FLOAT64, low, high, shape);
  }

  public static Box<double[]> float64(double[] low, double[] high) {
    return of(DType.FLOAT64, low, high, low.length);
  }

  public static Box<byte[]> int8(double low, double high, int... shape) {
    return uniform(DType.INT8, low, high, shape);
  }

  public static Box<byte[]> int8(byte[] low, byte[] high) {
    return of(DType.INT8, low, high, low.length);
  }

  public static Box<byte[]> uint8(double low, double high, int... shape) {
    return uniform(DType.UINT8, low, high, shape);
  }

  public static Box<byte[]> uint8(byte[] low, byte[] high) {
    return of(DType.UINT8, low, high, low.length);
  }

  public static Box<short[]> int16(double low, double high, int... shape) {
    return uniform(DType.INT16, low, high, shape);
  }

  public static Box<short[]> int16(short[] low, short[] high) {
    return of(DType.INT16, low, high, low.length);
  }

  public static Box<int[]> int32(double low, double high, int... shape) {
    return uniform(DType.INT32, low, high, shape);
  }

  public static Box<int[]> int32(int[] low, int[] high) {
    return of(DType.INT32, low, high, low.length);
  }

  public static Box<long[]> int64(double low, double high, int... shape) {
    return uniform(DType.INT64, low, high, shape);
  }

  public static Box<long[]> int64(long low, long high, int... shape) {
    int[] shapeOrOne = shape.length == 0 ? new int[] {1} : shape;
    int size = Shape.size(shapeOrOne);
    return of(
        DType.INT64,
        BoxBounds.filled(DType.INT64, low, size),
        BoxBounds.filled(DType.INT64, high, size),
        shapeOrOne);
  }

  public static Box<long[]> int64(long[] low, long[] high) {
    return of(DType.INT64, low, high, low.length);
  }

  public DType<A> dtype() {
    return dtype;
  }

  /** A copy of the lower bounds. */
  public A low() {
    return dtype.copy(low);
  }

  /** A copy of the upper bounds. */
  public A high() {
    return dtype.copy(high);
  }

  /** A copy of the shape. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many elements an array has. */
  public int size() {
    return dtype.length(low);
  }

  /** Whether every element has both bounds. */
  public boolean isBounded() {
    for (int i = 0; i < size(); i++) {
      if (!boundedBelow(i) || !boundedAbove(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an element, by its flat index, has a lower bound. */
  public boolean boundedBelow(int i) {
    Objects.checkIndex(i, size());
    return dtype.isFloating()
        ? dtype.toDouble(low, i) > Double.NEGATIVE_INFINITY
        : unboundedBelow == null || !unboundedBelow[i];
  }

  /** Whether an element, by its flat index, has an upper bound. */
  public boolean boundedAbove(int i) {
    Objects.checkIndex(i, size());
    return dtype.isFloating()
        ? dtype.toDouble(high, i) < Double.POSITIVE_INFINITY
        : unboundedAbove == null || !unboundedAbove[i];
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!dtype.arrayType().isInstance(value)) {
      return expected(value);
    }
    A array = dtype.arrayType().cast(value);
    if (dtype.length(array) != size()) {
      return expected(value);
    }
    int outside = dtype.firstOutside(array, low, high);
    return outside < 0 ? null : outside(array, outside);
  }

  @Override
  SpaceSampler<A> newSampler(BigInteger seed) {
    return new BoxSampler<>(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Box<?> box
        && dtype == box.dtype
        && Arrays.equals(shape, box.shape)
        && dtype.same(low, dtype.arrayType().cast(box.low))
        && dtype.same(high, dtype.arrayType().cast(box.high))
        && Arrays.equals(unboundedBelow, box.unboundedBelow)
        && Arrays.equals(unboundedAbove, box.unboundedAbove);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dtype, Arrays.hashCode(shape), dtype.hash(low), dtype.hash(high));
  }

  @Override
  public String toString() {
    return "Box(%s, %s, %s, %s)"
        .formatted(
            NumpyText.shortArray(dtype, low, shape),
            NumpyText.shortArray(dtype, high, shape),
            Shape.toPython(shape),
            dtype);
  }

  /** The lower bounds themselves, for reading. */
  A lowUncopied() {
    return low;
  }

  /** The upper bounds themselves, for reading. */
  A highUncopied() {
    return high;
  }

  private Complaint expected(@Nullable Object value) {
    return Complaint.expected(
        "a %s[] of %d elements (%s, shape %s)"
            .formatted(
                dtype.arrayType().getComponentType().getSimpleName(),
                size(),
                dtype,
                Arrays.toString(shape)),
        value);
  }

  private Complaint outside(A array, int i) {
    String element = NumpyText.scalar(dtype, array, i);
    double number = dtype.toDouble(array, i);
    String problem;
    if (Double.isNaN(number)) {
      problem =
          "nan is not in [%s, %s]"
              .formatted(NumpyText.scalar(dtype, low, i), NumpyText.scalar(dtype, high, i));
    } else if (number < dtype.toDouble(low, i)) {
      problem = "%s is below low %s".formatted(element, NumpyText.scalar(dtype, low, i));
    } else {
      problem = "%s is above high %s".formatted(element, NumpyText.scalar(dtype, high, i));
    }
    return new Complaint(Shape.path(i, shape), problem);
  }

  private void requireSize(String name, int length) {
    int size = Shape.size(shape);
    if (length != size) {
      throw new IllegalArgumentException(
          "%s has %d elements, shape %s has %d"
              .formatted(name, length, Arrays.toString(shape), size));
    }
  }

  private void requireOrdered(A bound) {
    int i = dtype.firstOutside(bound, low, high);
    if (i >= 0) {
      throw new IllegalArgumentException(
          "expected low <= high for element %s, got low %s, high %s"
              .formatted(
                  Shape.path(i, shape),
                  NumpyText.scalar(dtype, low, i),
                  NumpyText.scalar(dtype, high, i)));
    }
  }
}
