package io.javagym.random;

/** The integer dtypes of {@link NumpyGenerator#integers(IntegerType, long, long)}, as in NumPy. */
public enum IntegerType {
  /** 0 or 1. */
  BOOL(1, 0, 1),
  /** -128 to 127. */
  INT8(8, Byte.MIN_VALUE, Byte.MAX_VALUE),
  /** 0 to 255. */
  UINT8(8, 0, 0xFF),
  /** -32768 to 32767. */
  INT16(16, Short.MIN_VALUE, Short.MAX_VALUE),
  /** 0 to 65535. */
  UINT16(16, 0, 0xFFFF),
  /** -2^31 to 2^31 - 1. */
  INT32(32, Integer.MIN_VALUE, Integer.MAX_VALUE),
  /** 0 to 2^32 - 1. */
  UINT32(32, 0, 0xFFFFFFFFL),
  /** -2^63 to 2^63 - 1. */
  INT64(64, Long.MIN_VALUE, Long.MAX_VALUE);

  /** Bits of randomness that NumPy takes for one value, before rejection. */
  final int width;

  private final long min;
  private final long max;

  IntegerType(int width, long min, long max) {
    this.width = width;
    this.min = min;
    this.max = max;
  }

  /** The smallest value. */
  public long min() {
    return min;
  }

  /** The largest value. */
  public long max() {
    return max;
  }

  /** Whether every integer of [low, highExclusive) is a value of this type. */
  boolean contains(long low, long highExclusive) {
    return low >= min && highExclusive - 1 <= max;
  }
}
