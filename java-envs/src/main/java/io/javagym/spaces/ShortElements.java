package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements of a short array: int16 or uint16. */
class ShortElements extends Elements<short[]> {
  private final boolean unsigned;

  ShortElements(boolean unsigned) {
    super(short[].class, Short.BYTES);
    this.unsigned = unsigned;
  }

  @Override
  short[] newArray(int length) {
    return new short[length];
  }

  @Override
  short[] copy(short[] array) {
    return array.clone();
  }

  @Override
  int length(short[] array) {
    return array.length;
  }

  @Override
  double toDouble(short[] array, int i) {
    return widened(array[i]);
  }

  @Override
  long toLong(short[] array, int i) {
    return widened(array[i]);
  }

  @Override
  void set(short[] array, int i, double value) {
    array[i] = (short) toInt64(value);
  }

  @Override
  void set(short[] array, int i, long value) {
    array[i] = (short) value;
  }

  @Override
  int firstOutside(short[] value, short[] low, short[] high) {
    for (int i = 0; i < value.length; i++) {
      int element = widened(value[i]);
      if (element < widened(low[i]) || element > widened(high[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  boolean same(short[] a, short[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  int hash(short[] array) {
    return Arrays.hashCode(array);
  }

  @Override
  void put(ByteBuffer to, int byteOffset, short[] from) {
    if (from.length > LOOP_ELEMENTS) {
      part(to, byteOffset, from.length).asShortBuffer().put(from);
      return;
    }
    for (int i = 0; i < from.length; i++) {
      to.putShort(byteOffset + i * Short.BYTES, from[i]);
    }
  }

  @Override
  void get(ByteBuffer from, int byteOffset, short[] to) {
    if (to.length > LOOP_ELEMENTS) {
      part(from, byteOffset, to.length).asShortBuffer().get(to);
      return;
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = from.getShort(byteOffset + i * Short.BYTES);
    }
  }

  private int widened(short element) {
    return unsigned ? element & 0xFFFF : element;
  }
}
