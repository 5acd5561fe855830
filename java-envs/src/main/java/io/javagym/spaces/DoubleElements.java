package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements of a double array: float64. */
final class DoubleElements extends Elements<double[]> {
  DoubleElements() {
    super(double[].class, Double.BYTES);
  }

  @Override
  double[] newArray(int length) {
    return new double[length];
  }

  @Override
  double[] copy(double[] array) {
    return array.clone();
  }

  @Override
  int length(double[] array) {
    return array.length;
  }

  @Override
  double toDouble(double[] array, int i) {
    return array[i];
  }

  @Override
  long toLong(double[] array, int i) {
    return (long) array[i];
  }

  @Override
  void set(double[] array, int i, double value) {
    array[i] = value;
  }

  @Override
  void set(double[] array, int i, long value) {
    array[i] = value;
  }

  @Override
  int firstOutside(double[] value, double[] low, double[] high) {
    for (int i = 0; i < value.length; i++) {
      if (!(value[i] >= low[i] && value[i] <= high[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  boolean same(double[] a, double[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  int hash(double[] array) {
    return Arrays.hashCode(array);
  }

  @Override
  void put(ByteBuffer to, int byteOffset, double[] from) {
    if (from.length > LOOP_ELEMENTS) {
      part(to, byteOffset, from.length).asDoubleBuffer().put(from);
      return;
    }
    for (int i = 0; i < from.length; i++) {
      to.putDouble(byteOffset + i * Double.BYTES, from[i]);
    }
  }

  @Override
  void get(ByteBuffer from, int byteOffset, double[] to) {
    if (to.length > LOOP_ELEMENTS) {
      part(from, byteOffset, to.length).asDoubleBuffer().get(to);
      return;
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = from.getDouble(byteOffset + i * Double.BYTES);
    }
  }
}
