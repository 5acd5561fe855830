package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.GymException.Code;
import io.javagym.atari.Emulator.Source;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmulatorTest {
  private Emulator emulator;

  @BeforeEach
  void load() {
    emulator = loaded("space_invaders", 42);
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private static Emulator loaded(String game, int seed) {
    Emulator emulator = new Emulator();
    emulator.setFloat("repeat_action_probability", 0.25f);
    emulator.setInt("random_seed", seed);
    emulator.loadRom(Roms.of(game));
    emulator.resetGame();
    return emulator;
  }

  private static byte[] read(Emulator emulator, Source source) {
    byte[] bytes = new byte[emulator.sizeBytes(source)];
    emulator.read(source, bytes);
    return bytes;
  }

  private static List<Integer> play(Emulator emulator, int frames) {
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      seen.add((int) emulator.act(i / 7 % 6, 1));
      seen.add(Arrays.hashCode(read(emulator, Source.COLOURS)));
      seen.add(Arrays.hashCode(read(emulator, Source.RAM)));
    }
    return seen;
  }

  @Test
  void sizesAreThoseOfTheScreen() {
    assertThat(emulator.height()).isEqualTo(210);
    assertThat(emulator.width()).isEqualTo(160);
    assertThat(emulator.sizeBytes(Source.RGB)).isEqualTo(210 * 160 * 3);
    assertThat(emulator.sizeBytes(Source.GRAYSCALE)).isEqualTo(210 * 160);
    assertThat(emulator.sizeBytes(Source.COLOURS)).isEqualTo(210 * 160);
    assertThat(emulator.sizeBytes(Source.RAM)).isEqualTo(128);
    assertThat(emulator.sizeBytes(Source.SOUND)).isEqualTo(512);
  }

  @Test
  void framesAreCounted() {
    assertThat(emulator.frameNumber()).isZero();
    emulator.act(0, 1, 5);
    assertThat(emulator.frameNumber()).isEqualTo(5);
    assertThat(emulator.episodeFrameNumber()).isEqualTo(5);
    emulator.resetGame();
    assertThat(emulator.frameNumber()).isEqualTo(5);
    assertThat(emulator.episodeFrameNumber()).isZero();
  }

  @Test
  void aFrameAtATimeIsTheSameAsMany() {
    Emulator other = loaded("space_invaders", 42);
    long sum = 0;
    for (int i = 0; i < 900; i++) {
      sum += other.act(11, 1);
    }

    assertThat(emulator.act(11, 1, 900)).isEqualTo(sum).isPositive();
    assertThat(read(emulator, Source.RGB)).isEqualTo(read(other, Source.RGB));
    other.close();
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void arraysAndBuffersHoldTheSame(Source source) {
    emulator.act(3, 1, 100);
    byte[] expected = read(emulator, source);
    int size = expected.length;

    byte[] array = new byte[size + 9];
    Arrays.fill(array, (byte) 7);
    emulator.read(source, array, 4);
    assertThat(Arrays.copyOfRange(array, 4, 4 + size)).isEqualTo(expected);
    assertThat(new byte[] {array[3], array[4 + size]}).containsOnly(7);

    ByteBuffer buffer = ByteBuffer.allocateDirect(size + 5);
    emulator.read(source, buffer, 5);
    byte[] copied = new byte[size];
    buffer.get(5, copied);
    assertThat(copied).isEqualTo(expected);
    assertThat(buffer.position()).isZero();
  }

  @Test
  void aScreenHasItsColoursInEachForm() {
    emulator.act(0, 1, 60);
    byte[] colours = read(emulator, Source.COLOURS);
    byte[] rgb = read(emulator, Source.RGB);
    byte[] gray = read(emulator, Source.GRAYSCALE);

    for (int i = 0; i < colours.length; i++) {
      assertThat(colours[i] & 1).isZero();
      // The palette's own rule, NTSC's weights of red, green and blue.
      double luminance =
          0.2989 * (rgb[3 * i] & 0xff)
              + 0.5870 * (rgb[3 * i + 1] & 0xff)
              + 0.1140 * (rgb[3 * i + 2] & 0xff);
      assertThat((double) (gray[i] & 0xff)).isBetween(luminance - 1, luminance + 1);
    }
  }

  @Test
  void memoryTooSmallIsRefusedBeforeItIsWritten() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> emulator.read(Source.RAM, new byte[127]));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> emulator.read(Source.RAM, new byte[128], 1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> emulator.read(Source.RAM, new byte[256], -1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> emulator.read(Source.RGB, ByteBuffer.allocateDirect(100_799), 0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> emulator.read(Source.RAM, ByteBuffer.allocate(128), 0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> emulator.read(Source.RAM, ByteBuffer.allocateDirect(128).asReadOnlyBuffer(), 0));
  }

  @Test
  void actionsOutOfRangeAreRefused() {
    // ALE would end the process.
    for (int action : new int[] {-1, 18, 40, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      Roms.assertFails(
          () -> emulator.act(action, 1), Code.INVALID_ARGUMENT, "action is " + action, "< 18");
    }
    Roms.assertFails(() -> emulator.act(0, 1, -1), Code.INVALID_ARGUMENT, "frames is -1");
    for (int action : emulator.legalActions()) {
      emulator.act(action, Float.NaN);
    }
  }

  @Test
  void modesAndDifficultiesThatTheGameHasNotAreRefused() {
    Roms.assertFails(() -> emulator.setMode(16), Code.INVALID_ARGUMENT, "mode is 16", "0, 1, 2");
    Roms.assertFails(
        () -> emulator.setDifficulty(2), Code.INVALID_ARGUMENT, "difficulty is 2", "[0, 1]");
    emulator.setMode(3);
    emulator.setDifficulty(1);
    emulator.resetGame();
    assertThat(emulator.mode()).isEqualTo(3);
    assertThat(emulator.difficulty()).isEqualTo(1);
  }

  @Test
  void memoryIsWritten() {
    emulator.setRam(17, (byte) 200);
    assertThat(read(emulator, Source.RAM)[17]).isEqualTo((byte) 200);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> emulator.setRam(128, (byte) 0));
  }

  @Test
  void useAfterCloseIsAnError() {
    byte[] state = emulator.cloneState(true);
    emulator.close();
    emulator.close();

    Roms.assertFails(emulator::lives, Code.CLOSED, "after it was closed");
    Roms.assertFails(() -> emulator.act(0, 1), Code.CLOSED);
    Roms.assertFails(emulator::resetGame, Code.CLOSED);
    Roms.assertFails(() -> emulator.read(Source.RAM, new byte[128]), Code.CLOSED);
    Roms.assertFails(() -> emulator.cloneState(false), Code.CLOSED);
    Roms.assertFails(() -> emulator.restoreState(state), Code.CLOSED);
    Roms.assertFails(() -> emulator.loadRom(Roms.of("pong")), Code.CLOSED);
    Roms.assertFails(() -> emulator.setInt("random_seed", 1), Code.CLOSED);
  }

  @Test
  void useBeforeARomIsAnError() {
    try (Emulator empty = new Emulator()) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> empty.act(0, 1))
          .withMessageContaining("no ROM");
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(empty::height);
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(empty::lives);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> empty.cloneState(true));
    }
  }

  @Test
  void aStateWithItsRandomStreamGivesTheSameFuture() {
    play(emulator, 200);
    byte[] state = emulator.cloneState(true);
    List<Integer> first = play(emulator, 300);

    emulator.restoreState(state);
    // Sticky: ALE keeps the last action beside the state, so it must be the same one too.
    assertThat(emulator.cloneState(true)).isEqualTo(state);
    try (Emulator other = loaded("space_invaders", 7)) {
      other.restoreState(state);
      assertThat(other.cloneState(true)).isEqualTo(state);
      assertThat(other.frameNumber()).isEqualTo(200);
    }
    assertThat(first).hasSize(900);
  }

  @Test
  void aStateWithoutRandomStreamKeepsThePresentOne() {
    byte[] without = emulator.cloneState(false);
    byte[] with = emulator.cloneState(true);
    assertThat(with.length).isGreaterThan(without.length);
    emulator.act(1, 1, 50);
    emulator.restoreState(without);
    assertThat(emulator.cloneState(false)).isEqualTo(without);
    assertThat(emulator.cloneState(true)).isNotEqualTo(with);
  }

  @Test
  void whatIsNoStateOfThisGameIsRefused() {
    byte[] state = emulator.cloneState(true);
    List<Integer> expected = play(loadedTwin(), 20);

    Roms.assertFails(() -> emulator.restoreState(new byte[0]), Code.INVALID_ARGUMENT, "0 bytes");
    Roms.assertFails(() -> emulator.restoreState(new byte[4000]), Code.INVALID_ARGUMENT);
    Roms.assertFails(
        () -> emulator.restoreState(Arrays.copyOf(state, state.length - 1)), Code.INVALID_ARGUMENT);
    for (int i = 0; i < state.length; i += 97) {
      byte[] damaged = state.clone();
      damaged[i] ^= 1;
      Roms.assertFails(() -> emulator.restoreState(damaged), Code.INVALID_ARGUMENT);
    }
    try (Emulator pong = loaded("pong", 1)) {
      Roms.assertFails(
          () -> emulator.restoreState(pong.cloneState(true)),
          Code.INVALID_ARGUMENT,
          "no state of space_invaders");
    }
    assertThat(play(emulator, 20)).isEqualTo(expected);
  }

  private static Emulator loadedTwin() {
    return loaded("space_invaders", 42);
  }

  @Test
  void anotherRomStartsAfresh() {
    play(emulator, 50);
    emulator.loadRom(Roms.of("carnival"));
    assertThat(emulator.height()).isEqualTo(214);
    assertThat(emulator.frameNumber()).isZero();
    assertThat(emulator.sizeBytes(Source.RGB)).isEqualTo(214 * 160 * 3);
  }

  @Test
  void emulatorsInManyThreadsDoNotDisturbEachOther() throws Exception {
    List<Integer> expected = play(loadedTwin(), 60);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<List<Integer>>> played = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      played.add(
          threads.submit(
              () -> {
                try (Emulator own = loadedTwin()) {
                  return play(own, 60);
                }
              }));
    }
    for (Future<List<Integer>> one : played) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
    }
    threads.shutdown();
  }

  @Test
  void threadsThatShareAnEmulatorWaitForEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> playing = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      playing.add(
          threads.submit(
              () -> {
                for (int frame = 0; frame < 200; frame++) {
                  emulator.act(frame % 18, 1);
                }
              }));
    }
    for (Future<?> one : playing) {
      one.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertThat(emulator.frameNumber()).isEqualTo(800);
  }
}
