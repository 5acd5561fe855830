package io.javagym.atari;

/** Equal sizes. */
final class CopyResize extends Resize {
  CopyResize(int width, int height, int channels) {
    super(width, width, height, channels);
  }

  @Override
  int firstSourceRow(int row) {
    return row;
  }

  @Override
  int lastSourceRow(int row) {
    return row;
  }

  @Override
  void row(int row, byte[] source, byte[] target, int targetOffset) {
    System.arraycopy(source, row * rowBytes, target, targetOffset, rowBytes);
  }
}
