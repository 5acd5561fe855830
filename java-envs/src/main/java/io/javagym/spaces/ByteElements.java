package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements of a byte array: int8 or uint8. */
class ByteElements extends Elements<byte[]> {
  private final boolean unsigned;

  ByteElements(boolean unsigned) {
    super(byte[].class, Byte.BYTES);
    this.unsigned = unsigned;
  }

  @Override
  byte[] newArray(int length) {
    return new byte[length];
  }

  @Override
  byte[] copy(byte[] array) {
    return array.clone();
  }

  @Override
  int length(byte[] array) {
    return array.length;
  }

  @Override
  double toDouble(byte[] array, int i) {
    return widened(array[i]);
  }

  @Override
  long toLong(byte[] array, int i) {
    return widened(array[i]);
  }

  @Override
  void set(byte[] array, int i, double value) {
    array[i] = (byte) toInt64(value);
  }

  @Override
  void set(byte[] array, int i, long value) {
    array[i] = (byte) value;
  }

  @Override
  int firstOutside(byte[] value, byte[] low, byte[] high) {
    for (int i = 0; i < value.length; i++) {
      int element = widened(value[i]);
      if (element < widened(low[i]) || element > widened(high[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  boolean same(byte[] a, byte[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  int hash(byte[] array) {
    return Arrays.hashCode(array);
  }

  @Override
  void put(ByteBuffer to, int byteOffset, byte[] from) {
    to.put(byteOffset, from);
  }

  @Override
  void get(ByteBuffer from, int byteOffset, byte[] to) {
    from.get(byteOffset, to);
  }

  private int widened(byte element) {
    return unsigned ? element & 0xFF : element;
  }
}
