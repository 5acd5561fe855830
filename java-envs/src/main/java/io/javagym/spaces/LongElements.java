package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements of a long array: int64, or uint64 as raw bits. */
final class LongElements extends Elements<long[]> {
  private final boolean unsigned;

  LongElements(boolean unsigned) {
    super(long[].class, Long.BYTES);
    this.unsigned = unsigned;
  }

  @Override
  long[] newArray(int length) {
    return new long[length];
  }

  @Override
  long[] copy(long[] array) {
    return array.clone();
  }

  @Override
  int length(long[] array) {
    return array.length;
  }

  @Override
  double toDouble(long[] array, int i) {
    long element = array[i];
    if (!unsigned || element >= 0) {
      return element;
    }
    // Half of it fits a long; the bit that is lost stays as a sticky bit, so it is rounded right.
    return (double) ((element >>> 1) | (element & 1)) * 2;
  }

  @Override
  long toLong(long[] array, int i) {
    return array[i];
  }

  @Override
  void set(long[] array, int i, double value) {
    array[i] =
        unsigned && value >= 0x1p63 ? toInt64(value - 0x1p63) ^ Long.MIN_VALUE : toInt64(value);
  }

  @Override
  void set(long[] array, int i, long value) {
    array[i] = value;
  }

  @Override
  int firstOutside(long[] value, long[] low, long[] high) {
    long flip = unsigned ? Long.MIN_VALUE : 0; // Makes a signed comparison an unsigned one.
    for (int i = 0; i < value.length; i++) {
      long element = value[i] ^ flip;
      if (element < (low[i] ^ flip) || element > (high[i] ^ flip)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  boolean same(long[] a, long[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  int hash(long[] array) {
    return Arrays.hashCode(array);
  }

  @Override
  void put(ByteBuffer to, int byteOffset, long[] from) {
    if (from.length > LOOP_ELEMENTS) {
      part(to, byteOffset, from.length).asLongBuffer().put(from);
      return;
    }
    for (int i = 0; i < from.length; i++) {
      to.putLong(byteOffset + i * Long.BYTES, from[i]);
    }
  }

  @Override
  void get(ByteBuffer from, int byteOffset, long[] to) {
    if (to.length > LOOP_ELEMENTS) {
      part(from, byteOffset, to.length).asLongBuffer().get(to);
      return;
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = from.getLong(byteOffset + i * Long.BYTES);
    }
  }
}
