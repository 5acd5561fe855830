package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AtariVectorTest {
  private static VectorEnv make(int rows, AutoresetMode mode, Map<String, Object> kwargs) {
    Map<String, Object> all = new HashMap<>(kwargs);
    all.put("rom_dir", Roms.folder().toString());
    return Gym.makeVector(
        Gym.spec("Breakout-v5"), VectorSettings.of(rows).withAutoresetMode(mode), all);
  }

  private static void act(VectorEnv envs, long action) {
    for (int row = 0; row < envs.numEnvs(); row++) {
      envs.batch().action().write(row, action);
    }
    envs.step();
  }

  @Test
  void spacesAreThoseOfTheArguments() {
    try (VectorEnv usual = make(2, AutoresetMode.NEXT_STEP, Map.of());
        VectorEnv other =
            make(
                1,
                AutoresetMode.SAME_STEP,
                Map.of("grayscale", false, "img_height", 60L, "stack_num", 2L))) {
      assertThat(usual.batch().observationSpace()).isEqualTo(Box.uint8(0, 255, 4, 84, 84));
      assertThat(usual.batch().actionSpace()).isEqualTo(Discrete.of(4));
      assertThat(other.batch().observationSpace()).isEqualTo(Box.uint8(0, 255, 2, 60, 84, 3));
    }
  }

  @Test
  void rowsKnowTheirPlaceAndFramesBeforeTheEpisodeAreZero() {
    try (VectorEnv envs = make(3, AutoresetMode.NEXT_STEP, Map.of())) {
      envs.reset(1);
      for (int row = 0; row < 3; row++) {
        assertThat(envs.batch().info().read(row).get("env_id")).isEqualTo(new int[] {row});
        byte[] seen = (byte[]) envs.batch().observation().read(row);
        assertThat(seen).startsWith(new byte[3 * 84 * 84]);
        assertThat(seen).isNotEqualTo(new byte[4 * 84 * 84]);
      }
    }
  }

  @Test
  void anEpisodeOfTooManyFramesIsTruncated() {
    Map<String, Object> kwargs = Map.of("max_num_frames_per_episode", 6L);
    try (VectorEnv envs = make(1, AutoresetMode.SAME_STEP, kwargs)) {
      envs.reset(1);
      act(envs, 0);
      assertThat(envs.batch().truncated(0)).isFalse();
      act(envs, 0);
      assertThat(envs.batch().truncated(0)).isTrue();
      assertThat(envs.batch().terminated(0)).isFalse();
      assertThat(envs.batch().hasFinal(0)).isTrue();
    }
  }

  @Test
  void equalSeedsGiveEqualRowsWhateverWasBefore() {
    try (VectorEnv envs = make(2, AutoresetMode.NEXT_STEP, Map.of())) {
      byte[][] seen = new byte[2][];
      for (int run = 0; run < 2; run++) {
        envs.reset(7);
        for (int step = 0; step < 20; step++) {
          act(envs, step % 4);
        }
        seen[run] = (byte[]) envs.batch().observation().read(1);
      }
      assertThat(seen[1]).isEqualTo(seen[0]);
    }
  }

  @Test
  void whatCannotBeIsSaid() {
    Roms.assertFails(
        () -> make(1, AutoresetMode.NEXT_STEP, Map.of("mode", 1L)).close(),
        Code.UNKNOWN_ARGUMENT,
        "'mode'",
        "noop_max");
    Roms.assertFails(
        () -> make(1, AutoresetMode.NEXT_STEP, Map.of("thread_affinity_offset", 1L)).close(),
        Code.INVALID_ARGUMENT,
        "thread_affinity_offset");
    try (VectorEnv envs = make(1, AutoresetMode.NEXT_STEP, Map.of())) {
      Roms.assertFails(
          () -> envs.reset(1L << 31), Code.INVALID_ARGUMENT, "env=0", "seed <= 2147483647");
    }
  }
}
