package io.javagym.spaces;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements of a float array: float32. */
final class FloatElements extends Elements<float[]> {
  FloatElements() {
    super(float[].class, Float.BYTES);
  }

  @Override
  float[] newArray(int length) {
    return new float[length];
  }

  @Override
  float[] copy(float[] array) {
    return array.clone();
  }

  @Override
  int length(float[] array) {
    return array.length;
  }

  @Override
  double toDouble(float[] array, int i) {
    return array[i];
  }

  @Override
  long toLong(float[] array, int i) {
    return (long) array[i];
  }

  @Override
  void set(float[] array, int i, double value) {
    array[i] = (float) value;
  }

  @Override
  void set(float[] array, int i, long value) {
    array[i] = value;
  }

  @Override
  int firstOutside(float[] value, float[] low, float[] high) {
    for (int i = 0; i < value.length; i++) {
      if (!(value[i] >= low[i] && value[i] <= high[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  boolean same(float[] a, float[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  int hash(float[] array) {
    return Arrays.hashCode(array);
  }

  @Override
  void put(ByteBuffer to, int byteOffset, float[] from) {
    if (from.length > LOOP_ELEMENTS) {
      part(to, byteOffset, from.length).asFloatBuffer().put(from);
      return;
    }
    for (int i = 0; i < from.length; i++) {
      to.putFloat(byteOffset + i * Float.BYTES, from[i]);
    }
  }

  @Override
  void get(ByteBuffer from, int byteOffset, float[] to) {
    if (to.length > LOOP_ELEMENTS) {
      part(from, byteOffset, to.length).asFloatBuffer().get(to);
      return;
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = from.getFloat(byteOffset + i * Float.BYTES);
    }
  }
}
