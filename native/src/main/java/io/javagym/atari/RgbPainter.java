package io.javagym.atari;

/** Red, green and blue. */
final class RgbPainter implements Painter {
  private static final int CHANNELS = 3;

  private final Palette palette;

  RgbPainter(Palette palette) {
    this.palette = palette;
  }

  @Override
  public int channels() {
    return CHANNELS;
  }

  @Override
  public void paint(byte[] colours, int from, int pixels, byte[] picture, int at) {
    for (int i = 0, byteAt = at; i < pixels; i++, byteAt += CHANNELS) {
      put(palette.rgb(colours[from + i]), picture, byteAt);
    }
  }

  @Override
  public void paintGreater(byte[] one, byte[] other, int from, int pixels, byte[] picture, int at) {
    for (int i = 0, byteAt = at; i < pixels; i++, byteAt += CHANNELS) {
      int a = palette.rgb(one[from + i]);
      int b = palette.rgb(other[from + i]);
      put(a == b ? a : greater(a, b), picture, byteAt);
    }
  }

  @Override
  public void raise(byte[] colours, int from, int pixels, byte[] picture, int at) {
    for (int i = 0, byteAt = at; i < pixels; i++, byteAt += CHANNELS) {
      int present =
          (picture[byteAt] & 0xff) << 16
              | (picture[byteAt + 1] & 0xff) << 8
              | (picture[byteAt + 2] & 0xff);
      put(greater(palette.rgb(colours[from + i]), present), picture, byteAt);
    }
  }

  private static int greater(int a, int b) {
    return Math.max(a & 0xff0000, b & 0xff0000)
        | Math.max(a & 0xff00, b & 0xff00)
        | Math.max(a & 0xff, b & 0xff);
  }

  private static void put(int rgb, byte[] picture, int at) {
    picture[at] = (byte) (rgb >> 16);
    picture[at + 1] = (byte) (rgb >> 8);
    picture[at + 2] = (byte) rgb;
  }
}
