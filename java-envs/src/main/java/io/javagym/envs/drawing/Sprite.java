package io.javagym.envs.drawing;

/**
 * An image to put on a {@link Canvas}. Where the canvas counts y upward, it comes out upside down.
 *
 * @param width columns
 * @param height rows
 * @param argb {@code height * width} pixels, row after row from the top, {@code 0xAARRGGBB}
 */
@SuppressWarnings("ArrayRecordComponent") // Pixels, never a key.
public record Sprite(int width, int height, int[] argb) {
  private static final int OPAQUE = 255;

  /** Puts it on a canvas with its first pixel there. */
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
      int row = nearest(y, height, newHeight) * width;
      for (int x = 0; x < newWidth; x++) {
        scaled[y * newWidth + x] = argb[row + nearest(x, width, newWidth)];
      }
    }
    return new Sprite(newWidth, newHeight, scaled);
  }

  private static int nearest(int index, int length, int newLength) {
    int step = (length << 16) / newLength; // SDL counts in 1/65536 pixel
    return (step / 2 + index * step) >> 16;
  }

  /** This image in another size, each pixel the mean of what it covers of the old ones. */
  public Sprite smoothlyScaled(int newWidth, int newHeight) {
    double stepX = (double) width / newWidth;
    double stepY = (double) height / newHeight;
    int[] scaled = new int[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        scaled[y * newWidth + x] = mean(x * stepX, (x + 1) * stepX, y * stepY, (y + 1) * stepY);
      }
    }
    return new Sprite(newWidth, newHeight, scaled);
  }

  private int mean(double left, double right, double top, double bottom) {
    double[] sums = new double[4]; // of each channel
    double area = (right - left) * (bottom - top);
    for (int y = (int) top; y < Math.min(height, bottom); y++) {
      double covered = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < Math.min(width, right); x++) {
        double weight = covered * (Math.min(right, x + 1) - Math.max(left, x)) / area;
        for (int channel = 0; channel < sums.length; channel++) {
          sums[channel] += weight * ((argb[y * width + x] >>> (8 * channel)) & 0xff);
        }
      }
    }
    int mean = 0;
    for (int channel = 0; channel < sums.length; channel++) {
      mean |= (int) sums[channel] << (8 * channel);
    }
    return mean;
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
