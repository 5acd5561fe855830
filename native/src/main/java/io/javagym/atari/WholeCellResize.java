package io.javagym.atari;

/**
 * Means of whole cells. OpenCV rounds halves up in cells of 2 x 2, which it adds in integers; in
 * others it multiplies the sum by the float nearest to one over the cell's area.
 */
final class WholeCellResize extends Resize {
  private final int cellHeight;
  private final int cellWidth;
  private final int channels;
  private final float scale;

  WholeCellResize(int sourceHeight, int sourceWidth, int height, int width, int channels) {
    super(sourceWidth, width, height, channels);
    this.cellHeight = sourceHeight / height;
    this.cellWidth = sourceWidth / width;
    this.channels = channels;
    this.scale = 1.0f / (cellHeight * cellWidth);
  }

  @Override
  int firstSourceRow(int row) {
    return row * cellHeight;
  }

  @Override
  int lastSourceRow(int row) {
    return row * cellHeight + cellHeight - 1;
  }

  @Override
  void row(int row, byte[] source, byte[] target, int targetOffset) {
    boolean halvesUp = cellHeight == 2 && cellWidth == 2;
    int top = firstSourceRow(row) * sourceRowBytes;
    for (int i = 0; i < rowBytes; i++) {
      int left = top + i / channels * cellWidth * channels + i % channels;
      int sum = 0;
      for (int y = 0; y < cellHeight; y++) {
        for (int x = 0; x < cellWidth; x++) {
          sum += source[left + y * sourceRowBytes + x * channels] & 0xff;
        }
      }
      target[targetOffset + i] = halvesUp ? (byte) ((sum + 2) >> 2) : saturated(sum * scale);
    }
  }
}
