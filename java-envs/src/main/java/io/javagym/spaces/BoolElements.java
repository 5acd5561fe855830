package io.javagym.spaces;

/** Elements of a byte array that holds 0 for false and 1 for true. */
final class BoolElements extends ByteElements {
  BoolElements() {
    super(true);
  }

  @Override
  void set(byte[] array, int i, double value) {
    array[i] = (byte) (value != 0 ? 1 : 0);
  }

  @Override
  void set(byte[] array, int i, long value) {
    array[i] = (byte) (value != 0 ? 1 : 0);
  }
}
