package io.javagym.atari;

import io.javagym.StateExchange;
import io.javagym.atari.Emulator.Source;
import java.util.Arrays;

/**
 * The last two screens of a step as one resized picture: in each pixel and channel the greater of
 * the two, since the console shows some things in every second frame only. Both ale-py's vector
 * environment and Gymnasium's {@code AtariPreprocessing} make it so.
 *
 * <p>A step whose episode ends before its last frames captures none of them or the first one alone.
 * Then the picture of the step before stays, as it does in those two, and what was captured is
 * pooled with it.
 *
 * <p>Much of a screen is as it was a step before, so only what follows from changed rows is
 * computed.
 */
final class PooledScreen {
  private final Emulator emulator;
  private final Painter painter;
  private final Resize resize;
  private final boolean pools;
  private final int height;
  private final int width;

  // The screens in colour numbers; those that the picture shows, and those that come next.
  private byte[] last;
  private byte[] beforeLast;
  private byte[] shownLast;
  private byte[] shownBeforeLast;

  /** The pooled screen before it is resized; [height, width, channels]. */
  private final byte[] picture;

  /** Which rows of it changed since it was drawn last. */
  private final boolean[] changed;

  private boolean lastCaptured;
  private boolean beforeLastCaptured;

  /** Whether the picture is that of the shown screens and nothing else. */
  private boolean comparable;

  /**
   * Screens of a size and colour.
   *
   * @param pools whether two screens are pooled; else the last one counts alone
   */
  PooledScreen(
      Emulator emulator, int pictureHeight, int pictureWidth, boolean grayscale, boolean pools) {
    this.emulator = emulator;
    this.height = emulator.height();
    this.width = emulator.width();
    Palette palette = Palette.of(emulator);
    this.painter = grayscale ? new GrayPainter(palette) : new RgbPainter(palette);
    this.resize = Resize.of(height, width, pictureHeight, pictureWidth, painter.channels());
    this.pools = pools;
    this.last = new byte[height * width];
    this.beforeLast = new byte[height * width];
    this.shownLast = new byte[height * width];
    this.shownBeforeLast = new byte[height * width];
    this.picture = new byte[height * width * painter.channels()];
    this.changed = new boolean[height];
  }

  /** How many bytes a picture has. */
  int sizeBytes() {
    return resize.rowBytes * resize.height;
  }

  /** Takes the screen before the last one of a step. */
  void captureBeforeLast() {
    emulator.read(Source.COLOURS, beforeLast);
    beforeLastCaptured = true;
  }

  /** Takes the last screen of a step. */
  void captureLast() {
    emulator.read(Source.COLOURS, last);
    lastCaptured = true;
  }

  /** Draws the present screen alone, as after a reset. */
  void drawFirst(byte[] target, int offset) {
    captureLast();
    paintAll(last);
    comparable = false;
    draw(target, offset);
  }

  /**
   * Draws the picture after a step.
   *
   * @param target what was drawn last, at the same offset or another: it is drawn over
   */
  void drawNext(byte[] target, int offset) {
    if (lastCaptured && beforeLastCaptured && pools) {
      paintGreater();
    } else if (lastCaptured) {
      paintLast();
    } else if (beforeLastCaptured && pools) {
      painter.raise(beforeLast, 0, height * width, picture, 0);
      Arrays.fill(changed, true);
      comparable = false;
    }
    draw(target, offset);
  }

  /** Passes what was drawn last, between two steps. The screens that it shows need not be known. */
  void exchange(StateExchange state) {
    state.exchangeAll(picture);
    if (state.isRestoring()) {
      comparable = false;
    }
  }

  private void paintGreater() {
    if (!comparable) {
      painter.paintGreater(last, beforeLast, 0, height * width, picture, 0);
      Arrays.fill(changed, true);
    } else {
      int firstLast = firstChange(last, shownLast, 0);
      int firstBeforeLast = firstChange(beforeLast, shownBeforeLast, 0);
      int row = Math.min(firstLast, firstBeforeLast);
      while (row < height) {
        painter.paintGreater(last, beforeLast, row * width, width, picture, pictureRow(row));
        changed[row] = true;
        row++;
        firstLast = firstLast < row ? firstChange(last, shownLast, row) : firstLast;
        firstBeforeLast =
            firstBeforeLast < row ? firstChange(beforeLast, shownBeforeLast, row) : firstBeforeLast;
        row = Math.min(firstLast, firstBeforeLast);
      }
    }
    byte[] free = shownBeforeLast;
    shownBeforeLast = beforeLast;
    beforeLast = free;
    showLast();
  }

  private void paintLast() {
    if (!comparable) {
      paintAll(last);
    } else {
      int row = firstChange(last, shownLast, 0);
      while (row < height) {
        painter.paint(last, row * width, width, picture, pictureRow(row));
        changed[row] = true;
        row = firstChange(last, shownLast, row + 1);
      }
    }
    showLast();
  }

  private void paintAll(byte[] colours) {
    painter.paint(colours, 0, height * width, picture, 0);
    Arrays.fill(changed, true);
  }

  private void showLast() {
    byte[] free = shownLast;
    shownLast = last;
    last = free;
    comparable = true;
  }

  /** The first row from {@code row} on that differs; {@link #height} if none does. */
  private int firstChange(byte[] next, byte[] shown, int row) {
    int pixel = Arrays.mismatch(next, row * width, next.length, shown, row * width, shown.length);
    return pixel < 0 ? height : row + pixel / width;
  }

  private int pictureRow(int row) {
    return row * width * painter.channels();
  }

  private void draw(byte[] target, int offset) {
    for (int row = 0; row < resize.height; row++) {
      if (anyChanged(resize.firstSourceRow(row), resize.lastSourceRow(row))) {
        resize.row(row, picture, target, offset + row * resize.rowBytes);
      }
    }
    Arrays.fill(changed, false);
    lastCaptured = false;
    beforeLastCaptured = false;
  }

  private boolean anyChanged(int first, int last) {
    for (int row = first; row <= last; row++) {
      if (changed[row]) {
        return true;
      }
    }
    return false;
  }
}
