package io.javagym.atari;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * {@link AreaResize} in integers, several times as fast. Where a cell's borders cut pixels into few
 * equal parts, its mean is an exact fraction with a small denominator. Single precision can round
 * it to another integer than the exact one only where it lies half-way between two: those few are
 * left to {@link AreaResize}.
 */
final class IntegerAreaResize extends Resize {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Every second byte of a long: room for sums of 16 bits. */
  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;

  /** More than single precision is wrong by, for each rounding of a value up to 255. */
  private static final double ERROR_OF_A_ROUNDING = 255 * 0x1p-24;

  private final AreaResize exact;
  private final Cells across;
  private final Cells down;
  private final int channels;
  private final int denominator;
  private final int half;
  private final boolean halvesExist;

  /** 2^32 / denominator, rounded up: multiplying by it divides exactly what is below 2^20. */
  private final long reciprocal;

  private final int[] column;

  IntegerAreaResize(
      AreaResize exact, int sourceHeight, int sourceWidth, int height, int width, int channels) {
    super(sourceWidth, width, height, channels);
    this.exact = exact;
    this.across = new Cells(sourceWidth, width);
    this.down = new Cells(sourceHeight, height);
    this.channels = channels;
    this.denominator = across.units * down.units;
    this.half = denominator / 2;
    this.halvesExist = denominator % 2 == 0;
    this.reciprocal = (1L << 32) / denominator + 1;
    this.column = new int[sourceRowBytes + across.parts * channels + Long.BYTES];
  }

  /** Whether single precision is near enough to the exact mean, and the sums small enough. */
  static boolean fits(int sourceHeight, int sourceWidth, int height, int width) {
    Cells across = new Cells(sourceWidth, width);
    Cells down = new Cells(sourceHeight, height);
    long denominator = (long) across.units * down.units;
    int roundings = 2 * (across.parts + down.parts) + 2;
    return down.units < 256
        && denominator < 4096
        && roundings * ERROR_OF_A_ROUNDING < 0.5 / denominator;
  }

  @Override
  int firstSourceRow(int row) {
    return down.first[row];
  }

  @Override
  int lastSourceRow(int row) {
    return down.last[row];
  }

  @Override
  void row(int row, byte[] source, byte[] target, int targetOffset) {
    addRows(row, source);
    if (across.parts == 3 && channels == 1) {
      threeParts(row, source, target, targetOffset);
      return;
    }
    for (int i = 0; i < rowBytes; i++) {
      int x = i / channels;
      int from = across.first[x] * channels + i - x * channels;
      int sum = 0;
      for (int part = 0; part < across.parts; part++) {
        sum += column[from + part * channels] * across.weights[x * across.parts + part];
      }
      target[targetOffset + i] = mean(sum, row, i, source);
    }
  }

  /** The usual reduction, 160 to 84 in width, where a cell has parts of at most three pixels. */
  private void threeParts(int row, byte[] source, byte[] target, int targetOffset) {
    int[] sums = column;
    int[] weights = across.weights;
    int[] first = across.first;
    for (int x = 0, w = 0; x < first.length; x++, w += 3) {
      int s = first[x];
      int sum = sums[s] * weights[w] + sums[s + 1] * weights[w + 1] + sums[s + 2] * weights[w + 2];
      target[targetOffset + x] = mean(sum, row, x, source);
    }
  }

  /** The sum over the denominator, halves to the float's side. */
  private byte mean(int sum, int row, int index, byte[] source) {
    // The quotient's fraction: nothing but the reciprocal's error where the division leaves no
    // rest.
    long quotient = (sum + half) * reciprocal;
    if ((int) quotient >>> 20 == 0 && halvesExist) {
      return exact.element(row, index, source);
    }
    return (byte) (quotient >>> 32);
  }

  /** Adds the rows of a cell by their weights, eight bytes at a time. */
  private void addRows(int row, byte[] source) {
    int first = down.first[row] * sourceRowBytes;
    int rows = down.last[row] - down.first[row] + 1;
    int weightsAt = row * down.parts;
    int whole = sourceRowBytes & -Long.BYTES;
    if (rows == 3) {
      long w0 = down.weights[weightsAt];
      long w1 = down.weights[weightsAt + 1];
      long w2 = down.weights[weightsAt + 2];
      int second = first + sourceRowBytes;
      int third = second + sourceRowBytes;
      for (int i = 0; i < whole; i += Long.BYTES) {
        long a = (long) LONGS.get(source, first + i);
        long b = (long) LONGS.get(source, second + i);
        long c = (long) LONGS.get(source, third + i);
        spread(
            i,
            (a & EVEN_BYTES) * w0 + (b & EVEN_BYTES) * w1 + (c & EVEN_BYTES) * w2,
            (a >>> 8 & EVEN_BYTES) * w0
                + (b >>> 8 & EVEN_BYTES) * w1
                + (c >>> 8 & EVEN_BYTES) * w2);
      }
    } else {
      for (int i = 0; i < whole; i += Long.BYTES) {
        long even = 0;
        long odd = 0;
        for (int part = 0; part < rows; part++) {
          long eight = (long) LONGS.get(source, first + part * sourceRowBytes + i);
          long weight = down.weights[weightsAt + part];
          even += (eight & EVEN_BYTES) * weight;
          odd += (eight >>> 8 & EVEN_BYTES) * weight;
        }
        spread(i, even, odd);
      }
    }
    for (int i = whole; i < sourceRowBytes; i++) {
      int sum = 0;
      for (int part = 0; part < rows; part++) {
        sum += (source[first + part * sourceRowBytes + i] & 0xff) * down.weights[weightsAt + part];
      }
      column[i] = sum;
    }
  }

  private void spread(int i, long even, long odd) {
    int[] sums = column;
    sums[i] = (int) even & 0xffff;
    sums[i + 1] = (int) odd & 0xffff;
    sums[i + 2] = (int) even >>> 16;
    sums[i + 3] = (int) odd >>> 16;
    sums[i + 4] = (int) (even >>> 32) & 0xffff;
    sums[i + 5] = (int) (odd >>> 32) & 0xffff;
    sums[i + 6] = (int) (even >>> 48);
    sums[i + 7] = (int) (odd >>> 48);
  }

  /** A line of pixels in units so small that the borders of all cells lie between two. */
  private static final class Cells {
    /** Units a cell. */
    final int units;

    /** Parts of pixels that a cell has at most. */
    final int parts;

    final int[] first;
    final int[] last;

    /** The units of each part, {@link #parts} for each cell. */
    final int[] weights;

    Cells(int sourceLength, int length) {
      int divisor = gcd(sourceLength, length);
      units = sourceLength / divisor;
      int pixel = length / divisor;
      first = new int[length];
      last = new int[length];
      int most = 0;
      for (int cell = 0; cell < length; cell++) {
        first[cell] = cell * units / pixel;
        last[cell] = ((cell + 1) * units - 1) / pixel;
        most = Math.max(most, last[cell] - first[cell] + 1);
      }
      parts = most;
      weights = new int[length * parts];
      for (int cell = 0; cell < length; cell++) {
        for (int source = first[cell]; source <= last[cell]; source++) {
          int begin = Math.max(cell * units, source * pixel);
          int end = Math.min((cell + 1) * units, (source + 1) * pixel);
          weights[cell * parts + source - first[cell]] = end - begin;
        }
      }
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }
}
