package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.wrappers.FrameStackObservation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AtariPreprocessingTest {
  private static <O> Env<O, Long> pong() {
    return Gym.make("Pong-v5", Map.of("frameskip", 1L, "rom_dir", Roms.folder().toString()));
  }

  @Test
  void spacesAreThoseOfTheArguments() {
    try (Env<byte[], Long> game = pong()) {
      assertThat(AtariPreprocessing.of(game, Map.of()).observationSpace())
          .isEqualTo(Box.uint8(0, 255, 84, 84));
      assertThat(
              AtariPreprocessing.of(
                      game, Map.of("screen_size", List.of(60L, 40L), "grayscale_obs", false))
                  .observationSpace())
          .isEqualTo(Box.uint8(0, 255, 40, 60, 3));
      assertThat(
              AtariPreprocessing.of(game, Map.of("scale_obs", true, "grayscale_newaxis", true))
                  .observationSpace())
          .isEqualTo(Box.float32(0, 1, 84, 84, 1));
    }
  }

  @Test
  void itGoesAroundWrappersAndIntoOthers() {
    Env<byte[], Long> game = pong();
    try (Env<byte[], Long> env =
        new FrameStackObservation<>(AtariPreprocessing.of(game, Map.of("noop_max", 0)), 4)) {
      assertThat(env.unwrapped()).isSameAs(game.unwrapped());
      byte[] first = env.reset(1).observation().clone();
      assertThat(first).hasSize(4 * 84 * 84);
      assertThat(env.step(2L).info().get("episode_frame_number")).isNotNull();
      assertThat(env.step(2L).observation()).isNotEqualTo(first);
    }
  }

  @Test
  void whatCannotBeIsSaid() {
    try (Env<byte[], Long> game = pong();
        Env<byte[], Long> skipping =
            Gym.make("Pong-v5", Map.of("rom_dir", Roms.folder().toString()));
        Env<float[], Long> cartPole = Gym.make("CartPole-v1")) {
      Roms.assertFails(
          () -> AtariPreprocessing.of(skipping, Map.of()), Code.INVALID_ARGUMENT, "frameskip=1");
      Roms.assertFails(
          () -> AtariPreprocessing.of(game, Map.of("screen_size", 1.5)),
          Code.INVALID_ARGUMENT,
          "screen_size is 1.5");
      Roms.assertFails(
          () -> AtariPreprocessing.of(game, Map.of("noops", 1)),
          Code.UNKNOWN_ARGUMENT,
          "noops",
          "noop_max");
      Roms.assertFails(
          () -> AtariPreprocessing.of(cartPole, Map.of()), Code.INVALID_ARGUMENT, "CartPole");
    }
  }
}
