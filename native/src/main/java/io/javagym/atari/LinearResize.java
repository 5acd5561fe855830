package io.javagym.atari;

/**
 * What OpenCV makes of {@code INTER_AREA} where a picture grows: interpolation between two pixels
 * each way, with weights of 11 bits, in integers; where pixels touch, the nearer one counts alone.
 */
final class LinearResize extends Resize {
  private static final int WEIGHT_ONE = 1 << 11;

  private final int channels;
  private final int lastSourceX;
  private final int lastSourceY;
  private final int[] x0;
  private final int[] y0;
  private final int[] xWeight;
  private final int[] yWeight;

  LinearResize(int sourceHeight, int sourceWidth, int height, int width, int channels) {
    super(sourceWidth, width, height, channels);
    this.channels = channels;
    this.lastSourceX = sourceWidth - 1;
    this.lastSourceY = sourceHeight - 1;
    this.x0 = new int[width];
    this.y0 = new int[height];
    this.xWeight = weights(sourceWidth, width, x0);
    this.yWeight = weights(sourceHeight, height, y0);
  }

  /** The weight of the second pixel of each pair, and the first pixel's index. */
  private static int[] weights(int sourceLength, int length, int[] first) {
    int[] weights = new int[length];
    double inverse = (double) length / sourceLength;
    double scale = 1.0 / inverse;
    for (int i = 0; i < length; i++) {
      int s = (int) Math.floor(i * scale);
      float part = (float) ((i + 1) - (s + 1) * inverse);
      part = part <= 0 ? 0.0f : part - (float) Math.floor(part);
      if (s >= sourceLength - 1) {
        s = sourceLength - 1;
        part = 0;
      }
      first[i] = s;
      weights[i] = (int) Math.rint(part * WEIGHT_ONE);
    }
    return weights;
  }

  @Override
  int firstSourceRow(int row) {
    return y0[row];
  }

  @Override
  int lastSourceRow(int row) {
    return Math.min(y0[row] + 1, lastSourceY);
  }

  @Override
  void row(int row, byte[] source, byte[] target, int targetOffset) {
    int top = firstSourceRow(row) * sourceRowBytes;
    int bottom = lastSourceRow(row) * sourceRowBytes;
    int below = yWeight[row];
    for (int i = 0; i < rowBytes; i++) {
      int x = i / channels;
      int channel = i - x * channels;
      int left = x0[x] * channels + channel;
      int right = Math.min(x0[x] + 1, lastSourceX) * channels + channel;
      int weight = xWeight[x];
      int above = along(source, top + left, top + right, weight);
      int under = along(source, bottom + left, bottom + right, weight);
      int aboveShare = ((WEIGHT_ONE - below) * (above >> 4)) >> 16;
      int underShare = (below * (under >> 4)) >> 16;
      target[targetOffset + i] = (byte) ((aboveShare + underShare + 2) >> 2);
    }
  }

  private static int along(byte[] source, int left, int right, int weight) {
    return (source[left] & 0xff) * (WEIGHT_ONE - weight) + (source[right] & 0xff) * weight;
  }
}
