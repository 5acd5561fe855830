package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AtariEnvTest {
  private static <O, A> Env<O, A> make(
      String game, Map<String, ? extends @Nullable Object> kwargs) {
    Map<String, @Nullable Object> all = new HashMap<>(kwargs);
    all.putIfAbsent("rom_dir", Roms.folder().toString());
    return Gym.make(game + "-v5", all);
  }

  @Test
  void everyGameIsRegisteredWithAlePysDefaults() {
    List<EnvSpec> specs = Gym.specs().stream().filter(s -> s.id().endsWith("-v5")).toList();
    assertThat(specs).hasSize(104);
    assertThat(Gym.spec("SpaceInvaders-v5").kwargs())
        .containsEntry("game", "space_invaders")
        .containsEntry("frameskip", 4L)
        .containsEntry("repeat_action_probability", 0.25)
        .containsEntry("full_action_space", false)
        .containsEntry("max_num_frames_per_episode", 108_000L);
  }

  @Test
  void spacesAreThoseOfTheArguments() {
    try (Env<byte[], Long> rgb = make("SpaceInvaders", Map.of());
        Env<byte[], Long> gray = make("Carnival", Map.of("obs_type", "grayscale"));
        Env<byte[], Long> ram = make("Pong", Map.of("obs_type", "ram", "full_action_space", true));
        Env<Map<String, Object>, float[]> all =
            make("Breakout", Map.of("sound_obs", true, "continuous", true))) {
      assertThat(rgb.observationSpace()).isEqualTo(Box.uint8(0, 255, 210, 160, 3));
      assertThat(rgb.actionSpace()).isEqualTo(Discrete.of(6));
      assertThat(gray.observationSpace()).isEqualTo(Box.uint8(0, 255, 214, 160));
      assertThat(ram.observationSpace()).isEqualTo(Box.uint8(0, 255, 128));
      assertThat(ram.actionSpace()).isEqualTo(Discrete.of(18));
      assertThat(all.observationSpace())
          .isEqualTo(
              Dict.of("image", Box.uint8(0, 255, 210, 160, 3), "sound", Box.uint8(0, 255, 512)));
      float pi = (float) Math.PI;
      assertThat(all.actionSpace())
          .isEqualTo(Box.float32(new float[] {0, -pi, 0}, new float[] {1, pi, 1}));
      assertThat(all.observationSpace().explain(all.reset(1).observation())).isNull();
    }
  }

  @Test
  void actionsHaveMeanings() {
    try (Env<byte[], Long> env = make("SpaceInvaders", Map.of())) {
      AtariEnv<?, ?> atari = (AtariEnv<?, ?>) env.unwrapped();
      assertThat(atari.actionMeanings())
          .containsExactly("NOOP", "FIRE", "RIGHT", "LEFT", "RIGHTFIRE", "LEFTFIRE");
    }
  }

  @Test
  void infoTellsLivesFramesAndSeeds() {
    try (Env<byte[], Long> env = make("SpaceInvaders", Map.of())) {
      Reset<byte[]> reset = env.reset(7);
      // NumPy: SeedSequence(7).generate_state(2)
      assertThat(reset.info().get("seeds")).isEqualTo(List.of(2083679832L, 3939563265L));
      assertThat(reset.info().fields()).containsEntry("lives", 3L);
      Step<byte[]> step = env.step(0L);
      assertThat(step.info().fields())
          .containsEntry("episode_frame_number", 4L)
          .containsEntry("frame_number", 4L)
          .doesNotContainKey("seeds");
      assertThat(env.reset().info().fields()).doesNotContainKey("seeds");
    }
  }

  @Test
  void equalSeedsGiveEqualGames() {
    try (Env<byte[], Long> one = make("Breakout", Map.of("frameskip", List.of(2L, 5L)));
        Env<byte[], Long> two = make("Breakout", Map.of("frameskip", List.of(2L, 5L)))) {
      assertThat(play(one, 3)).isEqualTo(play(two, 3)).isNotEqualTo(play(two, 4));
      assertThat(play(one, 4)).isNotEqualTo(play(two, 3));
    }
  }

  private static List<Integer> play(Env<byte[], Long> env, long seed) {
    Integer[] seen = new Integer[200];
    env.reset(seed);
    for (int i = 0; i < seen.length; i++) {
      Step<byte[]> step = env.step(i % 4L);
      seen[i] = Arrays.hashCode(step.observation());
      if (step.done()) {
        env.reset();
      }
    }
    return List.of(seen);
  }

  @Test
  void aFrameLimitTruncatesAndDoesNotTerminate() {
    try (Env<byte[], Long> env = make("Pong", Map.of("max_num_frames_per_episode", 40L))) {
      env.reset(1);
      for (int step = 1; step < 10; step++) {
        assertThat(env.step(0L).done()).isFalse();
      }
      Step<byte[]> last = env.step(0L);
      assertThat(last.truncated()).isTrue();
      assertThat(last.terminated()).isFalse();
    }
  }

  @Test
  void aStateBringsTheGameBack() {
    Map<String, Object> kwargs =
        Map.of("obs_type", "ram", "frameskip", List.of(2L, 5L), "repeat_action_probability", 0.0);
    try (Env<byte[], Long> env = make("Seaquest", kwargs)) {
      env.reset(5);
      for (int i = 0; i < 60; i++) {
        env.step(i % 18L);
      }
      AtariEnv<?, ?> atari = (AtariEnv<?, ?>) env.unwrapped();
      AtariState state = AtariState.ofText(atari.cloneState(true).toText());
      int[] first = ram(env);
      atari.restoreState(state);
      assertThat(ram(env)).isEqualTo(first);
    }
  }

  private static int[] ram(Env<byte[], Long> env) {
    int[] seen = new int[100];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = Arrays.hashCode(env.step(i % 18L).observation());
    }
    return seen;
  }

  @Test
  void aTextThatIsNoStateIsRefused() {
    Roms.assertFails(() -> AtariState.ofText("no state"), Code.INVALID_ARGUMENT, "8 characters");
    Roms.assertFails(() -> AtariState.ofText(""), Code.INVALID_ARGUMENT);
  }

  @Test
  void aFrameIsTheScreen() {
    try (Env<byte[], Long> env = make("SpaceInvaders", Map.of("render_mode", "rgb_array"))) {
      byte[] seen = env.reset(3).observation();
      Frame.Pixels frame = (Frame.Pixels) env.render();
      assertThat(frame).isNotNull();
      assertThat(frame.width()).isEqualTo(160);
      assertThat(frame.height()).isEqualTo(210);
      assertThat(frame.rgb()).isEqualTo(seen);
    }
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    refused(Map.of("mode", 16L), "mode is 16", "[0, 1, 2");
    refused(Map.of("difficulty", 2L), "difficulty is 2", "[0, 1]");
    refused(Map.of("obs_type", "RGB"), "obs_type is 'RGB'", "rgb, grayscale, ram");
    refused(Map.of("frameskip", 0L), "frameskip", "0", "1 <=");
    refused(Map.of("frameskip", List.of(0L, 3L)), "frameskip is [0, 3]", "0 < low < high");
    refused(Map.of("frameskip", List.of(3L, 3L)), "frameskip is [3, 3]");
    refused(Map.of("frameskip", List.of(3L)), "frameskip is [3]");
    refused(Map.of("repeat_action_probability", 1.5), "1.5", "<= 1");
    refused(Map.of("repeat_action_probability", Double.NaN), "NaN");
    refused(Map.of("continuous_action_threshold", Double.NaN), "continuous_action_threshold");
    refused(Map.of("game", "chess"), "game is 'chess'", "space_invaders");
  }

  private static void refused(Map<String, Object> kwargs, String... texts) {
    Roms.assertFails(() -> make("SpaceInvaders", kwargs), Code.INVALID_ARGUMENT, texts);
  }

  @Test
  void actionsOutsideTheSpaceAreRefused() {
    try (Env<byte[], Long> env = make("SpaceInvaders", Map.of())) {
      env.reset(1);
      Roms.assertFails(() -> env.step(6L), Code.INVALID_ACTION, "6");
      Roms.assertFails(() -> env.step(-1L), Code.INVALID_ACTION, "-1");
    }
  }

  @Test
  void useAfterCloseIsAnError() {
    Env<byte[], Long> env = make("SpaceInvaders", Map.of());
    env.reset(1);
    env.close();
    env.close();
    Roms.assertFails(() -> env.step(0L), Code.CLOSED);
    Roms.assertFails(() -> env.unwrapped().reset(), Code.CLOSED);
  }
}
