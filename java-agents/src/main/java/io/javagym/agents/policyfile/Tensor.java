package io.javagym.agents.policyfile;

import io.javagym.agents.nn.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers as it lies in a file: little-endian, the last dimension the fastest.
 *
 * @param type of the elements
 * @param shape no dimensions for a single number; a dimension may be 0
 * @param data the elements, at most 2 GiB less a byte; shared, not copied
 */
public record Tensor(TensorType type, List<Integer> shape, ByteBuffer data) {

  /** Checks that there are as many bytes as the shape says. */
  public Tensor {
    shape = List.copyOf(shape);
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    long expected = bytes(type, shape);
    if (data.capacity() != expected) {
      throw new IllegalArgumentException(
          "a tensor %s%s of %d bytes, expected %d"
              .formatted(type, shape, data.capacity(), expected));
    }
  }

  /** A copy of floats; the shape of a plain row if none is given. */
  public static Tensor of(float[] values, Integer... shape) {
    ByteBuffer data = allocate(values.length, Float.BYTES);
    data.asFloatBuffer().put(values);
    return new Tensor(TensorType.F32, shapeOr(values.length, shape), data);
  }

  /** A copy of what is learned. */
  public static Tensor of(Parameter parameter) {
    return of(parameter.values(), parameter.shape().toArray(Integer[]::new));
  }

  /** A copy of doubles; the shape of a plain row if none is given. */
  public static Tensor of(double[] values, Integer... shape) {
    ByteBuffer data = allocate(values.length, Double.BYTES);
    data.asDoubleBuffer().put(values);
    return new Tensor(TensorType.F64, shapeOr(values.length, shape), data);
  }

  /** A copy of longs; the shape of a plain row if none is given. */
  public static Tensor of(long[] values, Integer... shape) {
    ByteBuffer data = allocate(values.length, Long.BYTES);
    data.asLongBuffer().put(values);
    return new Tensor(TensorType.I64, shapeOr(values.length, shape), data);
  }

  /** A copy of ints; the shape of a plain row if none is given. */
  public static Tensor of(int[] values, Integer... shape) {
    ByteBuffer data = allocate(values.length, Integer.BYTES);
    data.asIntBuffer().put(values);
    return new Tensor(TensorType.I32, shapeOr(values.length, shape), data);
  }

  /** Unsigned bytes, which are shared; the shape of a plain row if none is given. */
  public static Tensor of(byte[] values, Integer... shape) {
    return new Tensor(TensorType.U8, shapeOr(values.length, shape), ByteBuffer.wrap(values));
  }

  /** How many elements there are. */
  public int size() {
    return data.capacity() / type.bytes();
  }

  /**
   * A copy of the elements.
   *
   * @throws IllegalArgumentException if they are not F32
   */
  public float[] floats() {
    require(TensorType.F32);
    float[] values = new float[size()];
    bytes().asFloatBuffer().get(values);
    return values;
  }

  /**
   * A copy of the elements.
   *
   * @throws IllegalArgumentException if they are not F64
   */
  public double[] doubles() {
    require(TensorType.F64);
    double[] values = new double[size()];
    bytes().asDoubleBuffer().get(values);
    return values;
  }

  /**
   * A copy of the elements.
   *
   * @throws IllegalArgumentException if they are not I64
   */
  public long[] longs() {
    require(TensorType.I64);
    long[] values = new long[size()];
    bytes().asLongBuffer().get(values);
    return values;
  }

  /**
   * A copy of the elements.
   *
   * @throws IllegalArgumentException if they are not I32
   */
  public int[] ints() {
    require(TensorType.I32);
    int[] values = new int[size()];
    bytes().asIntBuffer().get(values);
    return values;
  }

  /** All bytes, from the first, in a view of its own position. */
  public ByteBuffer bytes() {
    return data.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The bytes of an array.
   *
   * @throws ArithmeticException if they are more than a long can count
   */
  static long bytes(TensorType type, List<Integer> shape) {
    long bytes = type.bytes();
    for (int n : shape) {
      if (n < 0) {
        throw new IllegalArgumentException("shape %s, expected no negative size".formatted(shape));
      }
      bytes = Math.multiplyExact(bytes, (long) n);
    }
    return bytes;
  }

  private static ByteBuffer allocate(int size, int elementBytes) {
    return ByteBuffer.allocate(Math.multiplyExact(size, elementBytes))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Integer> shapeOr(int length, Integer... shape) {
    return shape.length == 0 ? List.of(length) : Arrays.asList(shape);
  }

  private void require(TensorType wanted) {
    if (type != wanted) {
      throw new IllegalArgumentException(
          "the tensor's elements are %s, expected %s".formatted(type, wanted));
    }
  }
}
