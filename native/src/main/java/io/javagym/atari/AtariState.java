package io.javagym.atari;

import io.javagym.random.Pcg64;
import org.jspecify.annotations.Nullable;

/** A moment of an {@link AtariEnv}, to go back to. */
public final class AtariState {
  private final byte[] emulator;
  private final Pcg64.@Nullable State random;

  AtariState(byte[] emulator, Pcg64.@Nullable State random) {
    this.emulator = emulator;
    this.random = random;
  }

  /** Console and game, as {@link Emulator#cloneState} gave them. */
  byte[] emulator() {
    return emulator;
  }

  /** The stream of random frameskips; {@code null} where the state is without random streams. */
  Pcg64.@Nullable State random() {
    return random;
  }
}
