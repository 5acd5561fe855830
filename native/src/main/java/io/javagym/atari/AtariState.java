package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.random.Pcg64;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A moment of an {@link AtariEnv}, to go back to. */
public final class AtariState {
  /** What {@link #toText} is made of. */
  static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

  private static final int RANDOM_BYTES = 4 * Long.BYTES + Integer.BYTES + Byte.BYTES;

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

  /** The state as text, to be kept and sent. */
  public String toText() {
    ByteBuffer bytes = ByteBuffer.allocate(Byte.BYTES + RANDOM_BYTES + emulator.length);
    bytes.put((byte) (random == null ? 0 : 1));
    if (random != null) {
      bytes
          .putLong(random.stateHigh())
          .putLong(random.stateLow())
          .putLong(random.incHigh())
          .putLong(random.incLow())
          .put((byte) (random.hasUint32() ? 1 : 0))
          .putInt(random.uinteger());
    }
    bytes.put(emulator).flip();
    byte[] used = new byte[bytes.remaining()];
    bytes.get(used);
    return Base64.getEncoder().encodeToString(used);
  }

  /**
   * The state that {@link #toText} wrote.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if it is no such text
   */
  public static AtariState ofText(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      Pcg64.State random = null;
      if (bytes.get() == 1) {
        random =
            new Pcg64.State(
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.get() == 1,
                bytes.getInt());
      }
      byte[] emulator = new byte[bytes.remaining()];
      bytes.get(emulator);
      return new AtariState(emulator, random);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new GymException(
          GymException.Code.INVALID_ARGUMENT,
          "this text of %d characters is no state of an Atari game".formatted(text.length()),
          e);
    }
  }
}
