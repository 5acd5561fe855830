package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is painted fast is what ALE paints. */
class PainterTest {
  private static final int PIXELS = 163; // not a whole number of longs

  @Test
  void thePaletteIsThatOfTheScreen() {
    try (Emulator emulator = new Emulator()) {
      emulator.loadRom(Roms.of("ms_pacman"));
      for (int frame = 0; frame < 300; frame++) {
        emulator.act(AtariAction.NOOP.number(), 1);
      }
      byte[] colours = new byte[emulator.sizeBytes(Emulator.Source.COLOURS)];
      byte[] gray = new byte[emulator.sizeBytes(Emulator.Source.GRAYSCALE)];
      byte[] rgb = new byte[emulator.sizeBytes(Emulator.Source.RGB)];
      emulator.read(Emulator.Source.COLOURS, colours);
      emulator.read(Emulator.Source.GRAYSCALE, gray);
      emulator.read(Emulator.Source.RGB, rgb);

      Palette palette = Palette.of(emulator);
      byte[] painted = new byte[gray.length];
      new GrayPainter(palette).paint(colours, 0, colours.length, painted, 0);
      assertThat(painted).isEqualTo(gray);
      byte[] coloured = new byte[rgb.length];
      new RgbPainter(palette).paint(colours, 0, colours.length, coloured, 0);
      assertThat(coloured).isEqualTo(rgb);
    }
  }

  @Test
  void theGreaterIsThatOfEachChannel() {
    try (Emulator emulator = new Emulator()) {
      emulator.loadRom(Roms.of("pong"));
      Palette palette = Palette.of(emulator);
      for (Painter painter : new Painter[] {new GrayPainter(palette), new RgbPainter(palette)}) {
        int size = PIXELS * painter.channels();
        byte[] one = evenNoise(1);
        byte[] other = evenNoise(2);
        byte[] paintedOne = new byte[size];
        byte[] paintedOther = new byte[size];
        byte[] greater = new byte[size];
        painter.paint(one, 0, PIXELS, paintedOne, 0);
        painter.paint(other, 0, PIXELS, paintedOther, 0);
        painter.paintGreater(one, other, 0, PIXELS, greater, 0);
        for (int i = 0; i < size; i++) {
          int expected = Math.max(paintedOne[i] & 0xff, paintedOther[i] & 0xff);
          assertThat(greater[i] & 0xff).isEqualTo(expected);
        }
        painter.raise(other, 0, PIXELS, paintedOne, 0);
        assertThat(paintedOne).isEqualTo(greater);
      }
    }
  }

  private static byte[] evenNoise(int seed) {
    byte[] colours = new byte[PIXELS];
    new Random(seed).nextBytes(colours);
    for (int i = 0; i < PIXELS; i++) {
      colours[i] &= (byte) 0xfe;
    }
    return colours;
  }
}
