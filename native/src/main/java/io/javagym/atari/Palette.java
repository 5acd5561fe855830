package io.javagym.atari;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the console's colour numbers look like. The emulator tells it: it depends on the television
 * system that a game was made for.
 */
final class Palette {
  private static final int COLOURS = 256;

  /** The few that there are, so that emulators share them. */
  private static final List<Palette> KNOWN = new CopyOnWriteArrayList<>();

  /** By colour number, the luminance in the highest byte and then red, green and blue. */
  private final int[] grayAndRgb;

  /** By two colour numbers, the first in the low byte, their two luminances, likewise. */
  private final char[] grayPairs = new char[COLOURS * COLOURS];

  private Palette(int[] grayAndRgb) {
    this.grayAndRgb = grayAndRgb;
    for (int pair = 0; pair < grayPairs.length; pair++) {
      grayPairs[pair] =
          (char) ((gray((byte) pair) & 0xff) | ((gray((byte) (pair >> 8)) & 0xff) << 8));
    }
  }

  /** The palette of the game that an emulator plays. */
  static Palette of(Emulator emulator) {
    int[] grayAndRgb = emulator.palette();
    for (Palette known : KNOWN) {
      if (Arrays.equals(known.grayAndRgb, grayAndRgb)) {
        return known;
      }
    }
    Palette palette = new Palette(grayAndRgb);
    KNOWN.add(palette); // twice where two threads come at once, which does no harm
    return palette;
  }

  byte gray(byte colour) {
    return (byte) (grayAndRgb[colour & 0xff] >>> 24);
  }

  int rgb(byte colour) {
    return grayAndRgb[colour & 0xff] & 0xffffff;
  }

  /** Not to be changed. */
  char[] grayPairs() {
    return grayPairs;
  }
}
