package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.StateExchange;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One Atari 2600 of the Arcade Learning Environment, with ALE's own names and semantics.
 *
 * <p>Settings come first, then {@link #loadRom}, and then the rest. Frames, screens and RAM are
 * those of ale-py's {@code ALEInterface} with the same settings and calls. A call before {@link
 * #loadRom} or after {@link #close} is an error, and so is an argument out of range: nothing that
 * is said here ends the JVM. Calls of several threads wait for each other.
 */
final class Emulator implements AutoCloseable {
  /** How many actions ALE knows; {@link AtariAction} names them. */
  static final int ACTIONS = AtariAction.values().length;

  /** What can be read of an emulator; the numbers are those of {@code emulator.hpp}. */
  enum Source {
    /** The screen as red, green, blue: {@code height * width * 3} bytes. */
    RGB(0),
    /** The screen as luminance: {@code height * width} bytes. */
    GRAYSCALE(1),
    /**
     * The screen as the console's colour numbers, {@code height * width} bytes. They are even, but
     * for frames in which a PAL console loses the colour.
     */
    COLOURS(2),
    /** The console's memory: 128 bytes. */
    RAM(3),
    /** The sound of the last frame: 512 samples, zero unless {@code sound_obs} is set. */
    SOUND(4);

    private final int number;

    Source(int number) {
      this.number = number;
    }
  }

  /** Some 140 kB, and the sound's writes. */
  private static final int MOST_SNAPSHOT_BYTES = 1 << 22;

  private static final byte[] NOTHING = {};
  private static final Cleaner CLEANER = Cleaner.create();

  private final Handle handle;
  private final Cleaner.Cleanable cleanable;
  private @Nullable Rom rom;
  private final int[] sizesBytes = new int[Source.values().length];
  private int height;
  private int width;

  /** The native object; apart from the emulator, so that it can outlive it until it is released. */
  private static final class Handle implements Runnable {
    private long address;

    Handle(long address) {
      this.address = address;
    }

    @Override
    public void run() {
      long released = address;
      address = 0;
      if (released != 0) {
        Ale.destroy(released);
      }
    }
  }

  /**
   * An emulator without a cartridge.
   *
   * @throws GymException of code {@link GymException.Code#DEPENDENCY_NOT_INSTALLED} if the native
   *     library cannot be loaded
   */
  Emulator() {
    NativeLibrary.load();
    handle = new Handle(Ale.create());
    cleanable = CLEANER.register(this, handle);
  }

  /** Sets one of ALE's settings, such as {@code random_seed}. It counts from the next ROM on. */
  synchronized void setInt(String key, int value) {
    Ale.setInt(open(), key, value);
  }

  /** Sets one of ALE's settings, such as {@code repeat_action_probability}. */
  synchronized void setFloat(String key, float value) {
    Ale.setFloat(open(), key, value);
  }

  /** Sets one of ALE's settings, such as {@code sound_obs}. */
  synchronized void setBool(String key, boolean value) {
    Ale.setBool(open(), key, value);
  }

  /** Puts a cartridge in and starts the game: all that was before is forgotten but the settings. */
  synchronized void loadRom(Rom cartridge) {
    long ale = open();
    rom = null;
    Ale.loadRom(ale, cartridge.bytes());
    String game = Ale.game(ale);
    if (!game.equals(cartridge.game())) {
      throw new IllegalStateException(
          "the ROM of %s was taken for %s".formatted(cartridge.game(), game));
    }
    height = Ale.screenHeight(ale);
    width = Ale.screenWidth(ale);
    for (Source source : Source.values()) {
      sizesBytes[source.number] = Ale.size(ale, source.number);
    }
    rom = cartridge;
  }

  /** Starts the game anew; the random stream of sticky actions goes on. */
  synchronized void resetGame() {
    Ale.resetGame(loaded());
  }

  /** Takes an action for a frame; see {@link #act(int, float, int)}. */
  long act(int action, float paddleStrength) {
    return act(action, paddleStrength, 1);
  }

  /**
   * Takes an action for some frames. When the game is over, nothing happens any more, and no reward
   * comes.
   *
   * @param action the number of an {@link AtariAction}
   * @param paddleStrength how far a paddle moves, 1 for as far as it can in a frame
   * @param frames at least 0
   * @return the sum of the rewards
   */
  synchronized long act(int action, float paddleStrength, int frames) {
    if (action < 0 || action >= ACTIONS) {
      throw GymException.invalidArgument(
          "action is %d, expected 0 <= action < %d".formatted(action, ACTIONS));
    }
    if (frames < 0) {
      throw GymException.invalidArgument("frames is %d, expected at least 0".formatted(frames));
    }
    return Ale.act(loaded(), action, paddleStrength, frames);
  }

  /** The lives left; 0 in games that have none. */
  synchronized int lives() {
    return Ale.lives(loaded());
  }

  /** Whether the game itself has ended. */
  synchronized boolean gameOver() {
    return Ale.gameOver(loaded());
  }

  /** Whether {@code max_num_frames_per_episode} has been reached. */
  synchronized boolean gameTruncated() {
    return Ale.gameTruncated(loaded());
  }

  /** Frames since the ROM was loaded. */
  synchronized int frameNumber() {
    return Ale.frameNumber(loaded());
  }

  /** Frames since the game was reset. */
  synchronized int episodeFrameNumber() {
    return Ale.episodeFrameNumber(loaded());
  }

  /** Rows of the screen: 210 in most games. */
  synchronized int height() {
    loaded();
    return height;
  }

  /** Pixels of a row: 160. */
  synchronized int width() {
    loaded();
    return width;
  }

  /** How many bytes a source has. */
  synchronized int sizeBytes(Source source) {
    loaded();
    return sizesBytes[source.number];
  }

  /**
   * What each of the 256 colour numbers looks like in this game: luminance in the highest byte,
   * then red, green and blue.
   */
  synchronized int[] palette() {
    return Ale.palette(loaded());
  }

  /** Reads a source into an array, from the start of it. */
  void read(Source source, byte[] out) {
    read(source, out, 0);
  }

  /** Reads a source into an array, from an offset on. */
  synchronized void read(Source source, byte[] out, int offset) {
    long ale = loaded();
    Objects.checkFromIndexSize(offset, sizesBytes[source.number], out.length);
    Ale.readArray(ale, source.number, out, offset);
  }

  /** Reads a source into a direct buffer, from an absolute offset on; its position stays. */
  synchronized void read(Source source, ByteBuffer out, int offset) {
    long ale = loaded();
    if (!out.isDirect() || out.isReadOnly()) {
      throw new IllegalArgumentException("expected a direct buffer that can be written");
    }
    Objects.checkFromIndexSize(offset, sizesBytes[source.number], out.capacity());
    Ale.readBuffer(ale, source.number, out, offset);
  }

  /** Writes a byte of the console's memory. */
  synchronized void setRam(int index, byte value) {
    Objects.checkIndex(index, sizeBytes(Source.RAM));
    Ale.setRam(loaded(), index, value);
  }

  /** The actions that make a difference in this game. */
  synchronized int[] minimalActions() {
    return Ale.minimalActions(loaded());
  }

  /** All actions: 0 to 17. */
  synchronized int[] legalActions() {
    return Ale.legalActions(loaded());
  }

  /** The game's modes. */
  synchronized int[] modes() {
    return Ale.modes(loaded());
  }

  /** The positions of the console's difficulty switches that this game knows. */
  synchronized int[] difficulties() {
    return Ale.difficulties(loaded());
  }

  /**
   * Chooses a mode, from the next {@link #resetGame} on.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the game has it not
   */
  synchronized void setMode(int mode) {
    requireOneOf("mode", mode, modes());
    Ale.setMode(loaded(), mode);
  }

  /**
   * Chooses a difficulty.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the game has it not
   */
  synchronized void setDifficulty(int difficulty) {
    requireOneOf("difficulty", difficulty, difficulties());
    Ale.setDifficulty(loaded(), difficulty);
  }

  /** The mode that was chosen last. */
  synchronized int mode() {
    return Ale.mode(loaded());
  }

  /** The difficulty that was chosen last. */
  synchronized int difficulty() {
    return Ale.difficulty(loaded());
  }

  /**
   * The state of console and game, for {@link #restoreState} of an emulator with the same game.
   *
   * @param includeRandom whether the random stream of sticky actions is part of it
   */
  synchronized byte[] cloneState(boolean includeRandom) {
    byte[] state = Ale.cloneState(loaded(), includeRandom);
    return ByteBuffer.allocate(Long.BYTES + state.length)
        .putLong(checksum(state))
        .put(state)
        .array();
  }

  /**
   * Goes back to a state. As in ALE, the screen shows it from the next frame on.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if this is no state of
   *     this game
   */
  synchronized void restoreState(byte[] state) {
    long ale = loaded();
    if (state.length > Long.BYTES) {
      byte[] own = Arrays.copyOfRange(state, Long.BYTES, state.length);
      if (checksum(own) == ByteBuffer.wrap(state).getLong()) {
        Ale.restoreState(ale, own);
        return;
      }
    }
    throw GymException.invalidArgument(
        "these %d bytes are no state of %s: expected what cloneState gave for the same game"
            .formatted(state.length, Objects.requireNonNull(rom).game()));
  }

  /**
   * All that the emulator is between two frames, which is more than {@link #cloneState}: the
   * screens, the sound, the action that a sticky one repeats, and what else ALE leaves out.
   */
  synchronized byte[] snapshot() {
    return Ale.snapshot(loaded());
  }

  /**
   * Becomes what a snapshot of an emulator with the same game and settings tells. Where it is
   * refused, the emulator is of no use until another one is restored, or a ROM is loaded.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if it is none
   */
  synchronized void restore(byte[] snapshot) {
    try {
      Ale.restore(loaded(), snapshot);
    } catch (IllegalArgumentException e) {
      throw new GymException(
          GymException.Code.INVALID_ARGUMENT,
          "the snapshot of %d bytes is none of %s with these settings: %s"
              .formatted(snapshot.length, Objects.requireNonNull(rom).game(), e.getMessage()),
          e);
    }
  }

  /** Passes the game, and a {@link #snapshot}. */
  void exchange(StateExchange state) {
    state.exchangeFixed("game", game());
    byte[] now = state.isRestoring() ? NOTHING : snapshot();
    byte[] exchanged = state.exchange(now, MOST_SNAPSHOT_BYTES);
    if (state.isRestoring()) {
      restore(exchanged);
    }
  }

  private synchronized String game() {
    loaded();
    return Objects.requireNonNull(rom).game();
  }

  /** Of a state and the game that it belongs to: ALE would read any bytes, and any game's. */
  private long checksum(byte[] state) {
    CRC32 sum = new CRC32();
    sum.update(state);
    return (long) Objects.requireNonNull(rom).game().hashCode() << Integer.SIZE | sum.getValue();
  }

  private static void requireOneOf(String name, int value, int[] known) {
    if (Arrays.stream(known).noneMatch(one -> one == value)) {
      throw GymException.invalidArgument(
          "%s is %d, expected one of %s".formatted(name, value, Arrays.toString(known)));
    }
  }

  private long open() {
    if (handle.address == 0) {
      throw new GymException(GymException.Code.CLOSED, "the emulator is used after it was closed");
    }
    return handle.address;
  }

  private long loaded() {
    long ale = open();
    if (rom == null) {
      throw new IllegalStateException("the emulator has no ROM: call loadRom first");
    }
    return ale;
  }

  /** Releases the native memory. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    cleanable.clean();
  }
}
