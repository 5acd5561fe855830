package io.javagym.atari;

import io.javagym.Frame;
import org.jspecify.annotations.Nullable;

/** An emulator's screen as a frame. Its array is made for the first one: most are never drawn. */
final class Picture {
  private final Emulator emulator;
  private byte @Nullable [] rgb;

  Picture(Emulator emulator) {
    this.emulator = emulator;
  }

  /** The screen as it is now; the next call uses the same array. */
  Frame.Pixels draw() {
    if (rgb == null) {
      rgb = new byte[emulator.sizeBytes(Emulator.Source.RGB)];
    }
    emulator.read(Emulator.Source.RGB, rgb);
    return new Frame.Pixels(emulator.width(), emulator.height(), rgb);
  }
}
