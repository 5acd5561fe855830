package io.javagym.atari;

/**
 * Resizes pictures of bytes as OpenCV's {@code resize} with {@code INTER_AREA} does, bit for bit.
 * It works row by row, so that a caller who knows which rows changed computes only those that
 * follow from them.
 *
 * <p>OpenCV has four ways, which round differently: a copy for equal sizes, whole cells where both
 * ratios are integers, weighted cells for other reductions, and interpolation where the picture
 * grows in either direction. Their formulas, facts of OpenCV 4.10 and 5.0, are at each class.
 */
abstract class Resize {
  final int sourceRowBytes;
  final int rowBytes;
  final int height;

  Resize(int sourceWidth, int width, int height, int channels) {
    this.sourceRowBytes = sourceWidth * channels;
    this.rowBytes = width * channels;
    this.height = height;
  }

  /**
   * The way between two sizes.
   *
   * @param channels bytes a pixel, 1 or 3
   */
  static Resize of(int sourceHeight, int sourceWidth, int height, int width, int channels) {
    if (sourceHeight == height && sourceWidth == width) {
      return new CopyResize(width, height, channels);
    }
    if (height > sourceHeight || width > sourceWidth) {
      return new LinearResize(sourceHeight, sourceWidth, height, width, channels);
    }
    if (sourceHeight % height == 0 && sourceWidth % width == 0) {
      return new WholeCellResize(sourceHeight, sourceWidth, height, width, channels);
    }
    AreaResize exact = new AreaResize(sourceHeight, sourceWidth, height, width, channels);
    return IntegerAreaResize.fits(sourceHeight, sourceWidth, height, width)
        ? new IntegerAreaResize(exact, sourceHeight, sourceWidth, height, width, channels)
        : exact;
  }

  /** The first row of the source that a row follows from. */
  abstract int firstSourceRow(int row);

  /** The last row of the source that a row follows from. */
  abstract int lastSourceRow(int row);

  /** Computes one row. */
  abstract void row(int row, byte[] source, byte[] target, int targetOffset);

  /** Computes all rows. */
  final void all(byte[] source, byte[] target, int targetOffset) {
    for (int row = 0; row < height; row++) {
      row(row, source, target, targetOffset + row * rowBytes);
    }
  }

  /** Rounds to the nearest integer, halves to the even one, and cuts off at 0 and 255. */
  static byte saturated(float value) {
    return (byte) Math.max(0, Math.min(255, (int) Math.rint(value)));
  }
}
