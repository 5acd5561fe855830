package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AtariSnapshotTest {
  private static Env<Object, Object> make(String id, Map<String, ?> kwargs) {
    Map<String, @Nullable Object> all = new HashMap<>(kwargs);
    all.put("rom_dir", Roms.folder().toString());
    return Gym.make(id, all);
  }

  static List<String> everyGame() {
    return Gym.specs().stream().map(EnvSpec::id).filter(id -> id.endsWith("-v5")).toList();
  }

  @ParameterizedTest
  @MethodSource("everyGame")
  void aGameGoesOnWithTheIdenticalFrames(String id) {
    goesOn(id, Map.of("obs_type", "ram", "render_mode", "rgb_array"), 60, 60);
  }

  static List<Map<String, Object>> everyForm() {
    Map<String, Object> skipping = Map.of("frameskip", List.of(2L, 5L));
    Map<String, Object> sound = Map.of("sound_obs", true, "obs_type", "grayscale");
    Map<String, Object> continuous = Map.of("continuous", true);
    Map<String, Object> preprocessed =
        Map.of("frameskip", 1L, "preprocessing", Map.of("terminal_on_life_loss", true));
    Map<String, Object> stacked =
        Map.of(
            "frameskip",
            1L,
            "preprocessing",
            Map.of("scale_obs", true, "frame_skip", 3L),
            "frame_stack",
            4L);
    return List.of(Map.of(), skipping, sound, continuous, preprocessed, stacked);
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void soDoesEveryForm(Map<String, Object> kwargs) {
    for (String id : List.of("SpaceInvaders-v5", "Breakout-v5", "Pitfall2-v5")) {
      goesOn(id, kwargs, 0, 60);
      goesOn(id, kwargs, 333, 60);
    }
  }

  private static void goesOn(String id, Map<String, Object> kwargs, int before, int after) {
    try (Env<Object, Object> env = make(id, kwargs);
        Env<Object, Object> other = make(id, kwargs)) {
      env.reset(3);
      onwards(env, 5, before);
      other.reset(4);
      onwards(other, 6, before / 2);
      Object frame = seen(env.render());
      byte[] snapshot = env.snapshot();

      other.restore(snapshot);

      assertThat(seen(other.render())).isEqualTo(frame);
      assertThat(other.snapshot()).isEqualTo(snapshot);
      List<String> expected = onwards(env, 7, after);
      assertThat(onwards(other, 7, after)).isEqualTo(expected);
      env.restore(snapshot);
      assertThat(onwards(env, 7, after)).isEqualTo(expected);
    }
  }

  private static List<String> onwards(Env<Object, Object> env, long seed, int steps) {
    List<String> trajectory = new ArrayList<>();
    Sampler<Object> actions = env.actionSpace().sampler(seed);
    for (int i = 0; i < steps; i++) {
      Step<Object> step = env.step(actions.sample());
      trajectory.add(step.reward() + " " + step.terminated() + " " + step.truncated());
      trajectory.add(seen(step.observation()) + " " + seen(step.info().fields()));
      trajectory.add(seen(env.render()));
      if (step.done()) {
        Reset<Object> reset = env.reset();
        trajectory.add(seen(reset.observation()) + " " + seen(reset.info().fields()));
      }
    }
    return trajectory;
  }

  /** As short text: screens by a hash. */
  private static String seen(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> fields = new TreeMap<>();
      map.forEach((key, field) -> fields.put(key.toString(), seen(field)));
      return fields.toString();
    } else if (value instanceof byte[] bytes) {
      return String.valueOf(Arrays.hashCode(bytes));
    } else if (value instanceof float[] numbers) {
      return String.valueOf(Arrays.hashCode(numbers));
    } else if (value instanceof Frame.Pixels pixels) {
      return seen(pixels.rgb());
    }
    return Arrays.deepToString(new Object[] {value});
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfTheVectorFormGoOnToo(AutoresetMode mode) {
    try (VectorEnv env = rows(mode, 3);
        VectorEnv other = rows(mode, 3)) {
      env.reset(1);
      onwards(env, 100);
      byte[] snapshot = env.snapshot();
      String batch = batch(env);

      other.restore(snapshot);

      assertThat(batch(other)).isEqualTo(batch);
      assertThat(other.snapshot()).isEqualTo(snapshot);
      assertThat(onwards(other, 200)).isEqualTo(onwards(env, 200));
    }
  }

  private static VectorEnv rows(AutoresetMode mode, int count) {
    Map<String, Object> kwargs =
        Map.of("rom_dir", Roms.folder().toString(), "episodic_life", true, "img_height", 42);
    return Gym.makeVector(
        Gym.spec("Breakout-v5"), VectorSettings.of(count).withAutoresetMode(mode), kwargs);
  }

  private static List<String> onwards(VectorEnv env, int steps) {
    List<String> trajectory = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < steps; i++) {
      boolean[] ended = new boolean[env.numEnvs()];
      boolean any = false;
      for (int row = 0; row < ended.length; row++) {
        env.batch().action().write(row, (long) random.nextInt(4));
        ended[row] = env.batch().terminated(row) || env.batch().truncated(row);
        any |= ended[row];
      }
      if (any && env.autoresetMode() == AutoresetMode.DISABLED) {
        env.reset(null, Map.of(), ended);
      }
      env.step();
      trajectory.add(batch(env));
    }
    return trajectory;
  }

  private static String batch(VectorEnv env) {
    byte[] output = new byte[env.batch().outputBytes().capacity()];
    env.batch().outputBytes().get(output);
    byte[] last = new byte[env.batch().finalBytes().capacity()];
    env.batch().finalBytes().get(last);
    return seen(output) + " " + seen(last);
  }

  @Test
  void aSnapshotOfAnotherGameChangesNothing() {
    try (Env<Object, Object> pong = make("Pong-v5", Map.of());
        Env<Object, Object> breakout = make("Breakout-v5", Map.of());
        Env<Object, Object> loud = make("Pong-v5", Map.of("sound_obs", true))) {
      pong.reset(1);
      byte[] before = pong.snapshot();
      for (Env<Object, Object> other : List.of(breakout, loud)) {
        assertThatExceptionOfType(GymException.class)
            .isThrownBy(() -> pong.restore(other.snapshot()))
            .satisfies(e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT));
      }
      assertThat(pong.snapshot()).isEqualTo(before);
    }
  }

  /** 2K, 4K, F8, F8SC, F6, F6SC, E0, FE and DPC. */
  static Stream<String> everyCartridge() {
    return Stream.of(
        "freeway",
        "space_invaders",
        "asterix",
        "elevator_action",
        "crossbow",
        "klax",
        "montezuma_revenge",
        "robotank",
        "pitfall2");
  }

  /** Straight to the emulator, where each byte is a register of something. */
  @ParameterizedTest
  @MethodSource("everyCartridge")
  void whateverTheBytesAreTheEmulatorStaysWithinItsMemory(String game) {
    Random random = new Random(game.hashCode());
    try (Emulator emulator = new Emulator()) {
      emulator.setInt("random_seed", 1);
      emulator.setBool("sound_obs", true);
      emulator.loadRom(Rom.of(game, Roms.folder().toString()));
      emulator.act(1, 1, 50);
      byte[] good = emulator.snapshot();
      int refused = 0;
      for (int i = 0; i < 300; i++) {
        byte[] hostile = good.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
          hostile[place(hostile.length, random)] = (byte) random.nextInt();
        }
        try {
          emulator.restore(hostile);
          emulator.act(random.nextInt(18), 1, 3);
        } catch (GymException e) {
          assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
          refused++;
        }
      }
      assertThat(refused).isBetween(60, 285);
      emulator.restore(good);
      assertThat(emulator.snapshot()).isEqualTo(good);
    }
  }

  /** Mostly what is neither screens nor random numbers: these are many, and may be anything. */
  private static int place(int length, Random random) {
    int processor = 25;
    int timerAndBeam = 2521;
    int screens = 2694;
    int registers = screens + 2 * 160 * 300;
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(processor);
      case 1 -> timerAndBeam + random.nextInt(screens - timerAndBeam);
      case 2, 3 -> registers + random.nextInt(300);
      default -> random.nextInt(length);
    };
  }
}
