package io.javagym.spaces;

/** Elements of a short array that holds the raw bits of IEEE half precision numbers: float16. */
final class HalfElements extends ShortElements {
  HalfElements() {
    super(false);
  }

  @Override
  double toDouble(short[] array, int i) {
    return Half.toDouble(array[i]);
  }

  @Override
  long toLong(short[] array, int i) {
    return (long) Half.toDouble(array[i]);
  }

  @Override
  void set(short[] array, int i, double value) {
    array[i] = Half.fromDouble(value);
  }

  @Override
  void set(short[] array, int i, long value) {
    array[i] = Half.fromDouble((double) value); // What a double rounds is infinite as a half.
  }

  @Override
  int firstOutside(short[] value, short[] low, short[] high) {
    for (int i = 0; i < value.length; i++) {
      double element = Half.toDouble(value[i]);
      if (!(element >= Half.toDouble(low[i]) && element <= Half.toDouble(high[i]))) {
        return i;
      }
    }
    return -1;
  }
}
