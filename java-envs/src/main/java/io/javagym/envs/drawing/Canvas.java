package io.javagym.envs.drawing;

import io.javagym.Frame;
import java.util.Arrays;

/**
 * A picture to draw on, again and again: {@link #frame()} is the same object at every call, and
 * drawing allocates nothing. What lies outside of the picture is not drawn.
 *
 * <p>A colour is {@code 0xRRGGBB}.
 */
public final class Canvas {
  private static final int CHANNELS = 3;
  private static final int OPAQUE = 255;

  private final int width;
  private final int height;
  private final byte[] rgb; // [height * width * CHANNELS]
  private final boolean upward;
  private final Frame.Pixels frame;

  /** The column of the whole picture that is the first of the canvas. */
  private int scroll;

  private Canvas(int width, int height, boolean upward) {
    this.width = width;
    this.height = height;
    this.upward = upward;
    this.rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)];
    this.frame = new Frame.Pixels(width, height, rgb);
  }

  /** A black canvas whose y counts from the top down, as on screens. */
  public static Canvas downward(int width, int height) {
    return new Canvas(width, height, false);
  }

  /** A black canvas whose y counts from the bottom up, as in mathematics. */
  public static Canvas upward(int width, int height) {
    return new Canvas(width, height, true);
  }

  /**
   * Shows the last columns of a wider picture.
   *
   * @param columns how many columns are to the left of the canvas; all x count from the first of
   *     those
   */
  public void scroll(int columns) {
    scroll = columns;
  }

  /** Columns of the whole picture. */
  public int width() {
    return scroll + width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** What has been drawn so far; drawing on goes on in the same array. */
  public Frame.Pixels frame() {
    return frame;
  }

  /** Paints everything in one colour. */
  public void fill(int colour) {
    put(0, colour);
    for (int done = CHANNELS; done < rgb.length; done *= 2) {
      System.arraycopy(rgb, 0, rgb, done, Math.min(done, rgb.length - done));
    }
  }

  /** Paints a pixel. */
  public void pixel(int x, int y, int colour) {
    if (contains(x, y)) {
      put(offset(x, y), colour);
    }
  }

  /** Moves a pixel's colour towards another one by alpha/256, or all the way with alpha 255. */
  public void blend(int x, int y, int colour, int alpha) {
    if (!contains(x, y)) {
      return;
    }
    int offset = offset(x, y);
    if (alpha == OPAQUE) {
      put(offset, colour);
      return;
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
      int old = rgb[offset] & 0xff;
      int change = (channel(colour, shift) - old) * alpha;
      rgb[offset++] = (byte) (old + (change >> 8));
    }
  }

  /** Lays a colour over a pixel as SDL does with images: alpha/255 of it. */
  public void cover(int x, int y, int colour, int alpha) {
    if (!contains(x, y)) {
      return;
    }
    int offset = offset(x, y);
    for (int shift = 16; shift >= 0; shift -= 8) {
      int old = rgb[offset] & 0xff;
      int sum = channel(colour, shift) * alpha + old * (OPAQUE - alpha);
      rgb[offset++] = (byte) (sum / OPAQUE);
    }
  }

  /** Moves a pixel's colour towards another one by a share of 0 to 1. */
  public void mix(int x, int y, int colour, float share) {
    if (!contains(x, y)) {
      return;
    }
    int offset = offset(x, y);
    for (int shift = 16; shift >= 0; shift -= 8) {
      int old = rgb[offset] & 0xff;
      rgb[offset++] = (byte) (int) (share * channel(colour, shift) + (1 - share) * old);
    }
  }

  /** Paints the pixels of a row from one column to another, both included. */
  public void row(int x1, int x2, int y, int colour) {
    int first = Math.max(scroll, Math.min(x1, x2));
    int last = Math.min(scroll + width - 1, Math.max(x1, x2));
    if (y < 0 || y >= height || first > last) {
      return;
    }
    int start = offset(first, y);
    int end = offset(last, y) + CHANNELS;
    byte red = (byte) (colour >> 16);
    if (red == (byte) (colour >> 8) && red == (byte) colour) {
      Arrays.fill(rgb, start, end, red);
      return;
    }
    for (int offset = start; offset < end; offset += CHANNELS) {
      put(offset, colour);
    }
  }

  /** Paints the pixels of a column from one row to another, both included. */
  public void column(int x, int y1, int y2, int colour) {
    for (int y = Math.max(0, Math.min(y1, y2)); y <= Math.min(height - 1, Math.max(y1, y2)); y++) {
      pixel(x, y, colour);
    }
  }

  private static int channel(int colour, int shift) {
    return (colour >> shift) & 0xff;
  }

  private boolean contains(int x, int y) {
    return x >= scroll && x < scroll + width && y >= 0 && y < height;
  }

  private int offset(int x, int y) {
    return ((upward ? height - 1 - y : y) * width + x - scroll) * CHANNELS;
  }

  private void put(int offset, int colour) {
    rgb[offset] = (byte) (colour >> 16);
    rgb[offset + 1] = (byte) (colour >> 8);
    rgb[offset + 2] = (byte) colour;
  }
}
