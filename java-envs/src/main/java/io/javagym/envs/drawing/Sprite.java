package io.javagym.envs.drawing;

/**
 * An image to put on a {@link Canvas} whose y counts downward.
 *
 * @param width columns
 * @param height rows
 * @param argb {@code height * width} pixels, row after row from the top, {@code 0xAARRGGBB}
 */
@SuppressWarnings("ArrayRecordComponent") // Pixels, never a key.
public record Sprite(int width, int height, int[] argb) {
  private static final int OPAQUE = 255;

  /** Puts it on a canvas with its top left corner there. */
  public void draw(Canvas canvas, int x, int y) {
    for (int i = 0; i < argb.length; i++) {
      int alpha = argb[i] >>> 24;
      if (alpha == OPAQUE) {
        canvas.pixel(x + i % width, y + i / width, argb[i]);
      } else if (alpha != 0) {
        canvas.cover(x + i % width, y + i / width, argb[i], alpha);
      }
    }
  }

  /** This image in another size, each pixel that of the nearest one, as pygame scales. */
  public Sprite scaled(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    int[] scaled = new int[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        scaled[y * newWidth + x] = argb[nearest(y, height, newHeight) * width + nearest(x, width, newWidth)];
      }
    }
    return new Sprite(newWidth, newHeight, scaled);
  }

  private static int nearest(int index, int length, int newLength) {
    return (int) ((long) index * length / newLength);
  }

  /** Its mirror image. */
  public Sprite flipped(boolean leftRight, boolean upDown) {
    int[] flipped = new int[argb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fromX = leftRight ? width - 1 - x : x;
        int fromY = upDown ? height - 1 - y : y;
        flipped[y * width + x] = argb[fromY * width + fromX];
      }
    }
    return new Sprite(width, height, flipped);
  }
}
