package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The type of an array's elements, by NumPy's name, and the Java array that carries them.
 *
 * <table>
 * <caption>Carriers</caption>
 * <tr><th>Java</th><th>NumPy</th></tr>
 * <tr><td>{@code byte[]}</td><td>bool (0 and 1), int8, uint8</td></tr>
 * <tr><td>{@code short[]}</td><td>int16, uint16, float16 (raw bits)</td></tr>
 * <tr><td>{@code int[]}</td><td>int32, uint32</td></tr>
 * <tr><td>{@code long[]}</td><td>int64, uint64</td></tr>
 * <tr><td>{@code float[]}</td><td>float32</td></tr>
 * <tr><td>{@code double[]}</td><td>float64</td></tr>
 * </table>
 *
 * An unsigned number is held as its bits; {@link #toDouble} and {@link #toLong} read it as what it
 * is.
 *
 * @param <A> the Java array type
 */
public final class DType<A> {
  public static final DType<byte[]> BOOL = new DType<>("bool", Kind.BOOL, new BoolElements());
  public static final DType<byte[]> INT8 =
      new DType<>("int8", Kind.SIGNED, new ByteElements(false));
  public static final DType<byte[]> UINT8 =
      new DType<>("uint8", Kind.UNSIGNED, new ByteElements(true));
  public static final DType<short[]> INT16 =
      new DType<>("int16", Kind.SIGNED, new ShortElements(false));
  public static final DType<short[]> UINT16 =
      new DType<>("uint16", Kind.UNSIGNED, new ShortElements(true));
  public static final DType<int[]> INT32 =
      new DType<>("int32", Kind.SIGNED, new IntElements(false));
  public static final DType<int[]> UINT32 =
      new DType<>("uint32", Kind.UNSIGNED, new IntElements(true));
  public static final DType<long[]> INT64 =
      new DType<>("int64", Kind.SIGNED, new LongElements(false));
  public static final DType<long[]> UINT64 =
      new DType<>("uint64", Kind.UNSIGNED, new LongElements(true));
  public static final DType<short[]> FLOAT16 =
      new DType<>("float16", Kind.FLOATING, new HalfElements());
  public static final DType<float[]> FLOAT32 =
      new DType<>("float32", Kind.FLOATING, new FloatElements());
  public static final DType<double[]> FLOAT64 =
      new DType<>("float64", Kind.FLOATING, new DoubleElements());

  private static final List<DType<?>> ALL =
      List.of(
          BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT16, FLOAT32,
          FLOAT64);

  /** What an element is. */
  enum Kind {
    BOOL,
    SIGNED,
    UNSIGNED,
    FLOATING
  }

  private final String numpyName;
  private final Kind kind;
  private final Elements<A> elements;

  private DType(String numpyName, Kind kind, Elements<A> elements) {
    this.numpyName = numpyName;
    this.kind = kind;
    this.elements = elements;
  }

  /**
   * The dtype that NumPy calls so.
   *
   * @throws IllegalArgumentException if there is none, as for {@code float128}
   */
  public static DType<?> of(String numpyName) {
    for (DType<?> dtype : ALL) {
      if (dtype.numpyName.equals(numpyName)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException(
        "unknown dtype: %s, expected one of %s".formatted(numpyName, ALL));
  }

  /** NumPy's name, such as {@code float32} or {@code bool}. */
  public String numpyName() {
    return numpyName;
  }

  public int itemBytes() {
    return elements.itemBytes;
  }

  public Class<A> arrayType() {
    return elements.arrayType;
  }

  /** Whether elements are floating point numbers. */
  public boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  /** Whether elements are integers; a bool is none. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  public A newArray(int length) {
    return elements.newArray(length);
  }

  public int length(A array) {
    return elements.length(array);
  }

  public double toDouble(A array, int i) {
    return elements.toDouble(array, i);
  }

  /** An element as an integer, a fraction cut off; of a uint64, the bits. */
  public long toLong(A array, int i) {
    return elements.toLong(array, i);
  }

  /** Stores a number, rounded or cut off as NumPy's {@code astype} does. */
  public void set(A array, int i, double value) {
    elements.set(array, i, value);
  }

  /** Stores an integer; of one that is too large, the low bits. */
  public void set(A array, int i, long value) {
    elements.set(array, i, value);
  }

  /**
   * Copies a whole array into a buffer, whose position doesn't matter and doesn't change. Up to 16
   * elements, and of bytes always, this allocates nothing.
   *
   * @throws IllegalArgumentException if the buffer is not little-endian
   */
  public void put(ByteBuffer to, int byteOffset, A from) {
    requireLittleEndian(to);
    elements.put(to, byteOffset, from);
  }

  /** Fills a whole array from a buffer; see {@link #put}. */
  public void get(ByteBuffer from, int byteOffset, A to) {
    requireLittleEndian(from);
    elements.get(from, byteOffset, to);
  }

  @Override
  public String toString() {
    return numpyName;
  }

  Kind kind() {
    return kind;
  }

  /** The least element of an integer or bool dtype. */
  long leastInteger() {
    return kind == Kind.SIGNED ? -1L << (8 * itemBytes() - 1) : 0;
  }

  /**
   * The greatest element of an integer or bool dtype; of uint64, the greatest that a long holds.
   */
  long greatestInteger() {
    if (kind == Kind.BOOL) {
      return 1;
    }
    int bits = Math.min(kind == Kind.SIGNED ? 8 * itemBytes() - 1 : 8 * itemBytes(), 63);
    return ~0L >>> (64 - bits);
  }

  A copy(A array) {
    return elements.copy(array);
  }

  int firstOutside(A value, A low, A high) {
    return elements.firstOutside(value, low, high);
  }

  boolean same(A a, A b) {
    return elements.same(a, b);
  }

  int hash(A array) {
    return elements.hash(array);
  }

  private static void requireLittleEndian(ByteBuffer buffer) {
    if (buffer.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalArgumentException("expected a little-endian buffer, got " + buffer.order());
    }
  }
}
