package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements of an int array: int32 or uint32. */
final class IntElements extends Elements<int[]> {
  private final boolean unsigned;

  IntElements(boolean unsigned) {
    super(int[].class, Integer.BYTES);
    this.unsigned = unsigned;
  }

  @Override
  int[] newArray(int length) {
    return new int[length];
  }

  @Override
  int[] copy(int[] array) {
    return array.clone();
  }

  @Override
  int length(int[] array) {
    return array.length;
  }

  @Override
  double toDouble(int[] array, int i) {
    return widened(array[i]);
  }

  @Override
  long toLong(int[] array, int i) {
    return widened(array[i]);
  }

  @Override
  void set(int[] array, int i, double value) {
    array[i] = (int) toInt64(value);
  }

  @Override
  void set(int[] array, int i, long value) {
    array[i] = (int) value;
  }

  @Override
  int firstOutside(int[] value, int[] low, int[] high) {
    for (int i = 0; i < value.length; i++) {
      long element = widened(value[i]);
      if (element < widened(low[i]) || element > widened(high[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  boolean same(int[] a, int[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  int hash(int[] array) {
    return Arrays.hashCode(array);
  }

  @Override
  void put(ByteBuffer to, int byteOffset, int[] from) {
    if (from.length > LOOP_ELEMENTS) {
      part(to, byteOffset, from.length).asIntBuffer().put(from);
      return;
    }
    for (int i = 0; i < from.length; i++) {
      to.putInt(byteOffset + i * Integer.BYTES, from[i]);
    }
  }

  @Override
  void get(ByteBuffer from, int byteOffset, int[] to) {
    if (to.length > LOOP_ELEMENTS) {
      part(from, byteOffset, to.length).asIntBuffer().get(to);
      return;
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = from.getInt(byteOffset + i * Integer.BYTES);
    }
  }

  private long widened(int element) {
    return unsigned ? element & 0xFFFFFFFFL : element;
  }
}
