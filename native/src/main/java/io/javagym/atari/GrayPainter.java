package io.javagym.atari;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Luminance, eight pixels at a time: a table tells the two bytes of each pair of pixels. */
final class GrayPainter implements Painter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;
  private static final long CARRIES = 0x0100010001000100L;

  private final Palette palette;

  GrayPainter(Palette palette) {
    this.palette = palette;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void paint(byte[] colours, int from, int pixels, byte[] picture, int at) {
    char[] pairs = palette.grayPairs();
    int i = 0;
    for (; i + Long.BYTES <= pixels; i += Long.BYTES) {
      LONGS.set(picture, at + i, eight(pairs, (long) LONGS.get(colours, from + i)));
    }
    for (; i < pixels; i++) {
      picture[at + i] = palette.gray(colours[from + i]);
    }
  }

  @Override
  public void paintGreater(byte[] one, byte[] other, int from, int pixels, byte[] picture, int at) {
    char[] pairs = palette.grayPairs();
    int i = 0;
    for (; i + Long.BYTES <= pixels; i += Long.BYTES) {
      long a = (long) LONGS.get(one, from + i);
      long b = (long) LONGS.get(other, from + i);
      long painted = eight(pairs, a);
      LONGS.set(picture, at + i, a == b ? painted : greater(painted, eight(pairs, b)));
    }
    for (; i < pixels; i++) {
      int a = palette.gray(one[from + i]) & 0xff;
      int b = palette.gray(other[from + i]) & 0xff;
      picture[at + i] = (byte) Math.max(a, b);
    }
  }

  @Override
  public void raise(byte[] colours, int from, int pixels, byte[] picture, int at) {
    for (int i = 0; i < pixels; i++) {
      int painted = palette.gray(colours[from + i]) & 0xff;
      picture[at + i] = (byte) Math.max(painted, picture[at + i] & 0xff);
    }
  }

  private static long eight(char[] pairs, long colours) {
    return pairs[(int) colours & 0xffff]
        | (long) pairs[(int) colours >>> 16] << 16
        | (long) pairs[(int) (colours >>> 32) & 0xffff] << 32
        | (long) pairs[(int) (colours >>> 48)] << 48;
  }

  /** The greater of each two unsigned bytes. */
  private static long greater(long a, long b) {
    return greaterEven(a, b) | greaterEven(a >>> 8, b >>> 8) << 8;
  }

  private static long greaterEven(long a, long b) {
    long evenA = a & EVEN_BYTES;
    long evenB = b & EVEN_BYTES;
    long notLess = (evenA | CARRIES) - evenB & CARRIES; // a carry is left where a >= b
    long mask = notLess - (notLess >>> 8);
    return (evenA & mask) | (evenB & ~mask);
  }
}
