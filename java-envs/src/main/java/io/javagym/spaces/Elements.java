package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How the elements of one kind of Java array are read, written and compared. */
abstract class Elements<A> {
  /** Up to this many elements, a loop is faster than the view that a bulk copy has to allocate. */
  static final int LOOP_ELEMENTS = 16;

  final Class<A> arrayType;
  final int itemBytes;

  Elements(Class<A> arrayType, int itemBytes) {
    this.arrayType = arrayType;
    this.itemBytes = itemBytes;
  }

  abstract A newArray(int length);

  abstract A copy(A array);

  abstract int length(A array);

  abstract double toDouble(A array, int i);

  /** The element as an integer; the raw bits of a uint64. */
  abstract long toLong(A array, int i);

  /** Stores the value converted as a C cast on x86-64 does it, which is how NumPy casts. */
  abstract void set(A array, int i, double value);

  /** Stores the low bits of an integer, or the floating point number nearest to it. */
  abstract void set(A array, int i, long value);

  /** The first index where {@code low <= value <= high} does not hold, as for a NaN; else -1. */
  abstract int firstOutside(A value, A low, A high);

  abstract boolean same(A a, A b);

  abstract int hash(A array);

  abstract void put(ByteBuffer to, int byteOffset, A from);

  abstract void get(ByteBuffer from, int byteOffset, A to);

  /** The part of the buffer that an array of this many elements takes, ready for a typed view. */
  final ByteBuffer part(ByteBuffer buffer, int byteOffset, int length) {
    return buffer.slice(byteOffset, length * itemBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@code (int64_t) value} on x86-64: what doesn't fit becomes the least long. */
  static long toInt64(double value) {
    return value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
