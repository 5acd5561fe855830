package io.javagym.atari;

/**
 * Means of cells whose borders cut through pixels, in OpenCV's single precision and in its order:
 * along each row first, then the rows from top to bottom.
 */
final class AreaResize extends Resize {
  private final AreaWeights across;
  private final AreaWeights down;
  private final int channels;

  AreaResize(int sourceHeight, int sourceWidth, int height, int width, int channels) {
    super(sourceWidth, width, height, channels);
    this.across = new AreaWeights(sourceWidth, width);
    this.down = new AreaWeights(sourceHeight, height);
    this.channels = channels;
  }

  @Override
  int firstSourceRow(int row) {
    return down.source(down.begin(row));
  }

  @Override
  int lastSourceRow(int row) {
    return down.source(down.end(row) - 1);
  }

  @Override
  void row(int row, byte[] source, byte[] target, int targetOffset) {
    for (int i = 0; i < rowBytes; i++) {
      target[targetOffset + i] = element(row, i, source);
    }
  }

  /** One element of a row. */
  byte element(int row, int index, byte[] source) {
    int x = index / channels;
    int channel = index - x * channels;
    int begin = across.begin(x);
    int end = across.end(x);
    float sum = 0;
    for (int down1 = down.begin(row); down1 < down.end(row); down1++) {
      int offset = down.source(down1) * sourceRowBytes + channel;
      float along = 0;
      for (int across1 = begin; across1 < end; across1++) {
        along +=
            (source[offset + across.source(across1) * channels] & 0xff) * across.weight(across1);
      }
      sum += down.weight(down1) * along;
    }
    return saturated(sum);
  }
}
