package io.javagym;

import io.javagym.spaces.DType;
import io.javagym.spaces.MultiBinary;

/** The column of a {@link MultiBinary}: a byte, 0 or 1, for each bit. */
final class MultiBinaryColumn extends ArrayColumn<byte[]> {
  private final int size;

  MultiBinaryColumn(BatchLayout layout, MultiBinary space, String path) {
    super(layout, space, path, DType.INT8, space.shape());
    this.size = space.size();
  }

  @Override
  public void write(int row, Object value) {
    if (!(value instanceof byte[] bits) || bits.length != size) {
      throw mismatch(row, "expected byte[%d], got %s".formatted(size, Values.describe(value)));
    }
    int bad = firstBad(bits);
    if (bad >= 0) {
      throw mismatch(row, badMessage(bits, bad));
    }
    memory().put(rowOffset(row), bits);
  }

  @Override
  public byte[] read(int row) {
    byte[] bits = new byte[size];
    memory().get(rowOffset(row), bits);
    return bits;
  }

  /** The index of the first element that is neither 0 nor 1, or -1. */
  static int firstBad(byte[] bits) {
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != 0 && bits[i] != 1) {
        return i;
      }
    }
    return -1;
  }

  static String badMessage(byte[] bits, int i) {
    return "element %d is %d, expected 0 or 1".formatted(i, bits[i]);
  }
}
