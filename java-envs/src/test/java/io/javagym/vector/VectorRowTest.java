package io.javagym.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Info;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VectorRowTest {
  /** Counts steps; calls every second one terminated, and ends after the fourth. */
  private static final class Lives implements VectorRow<float[], Long> {
    private static final Box<int[]> COUNT = Box.of(DType.INT32, new int[] {0}, new int[] {99});
    private int row = -1;
    private int steps;

    @Override
    public void placed(int index) {
      row = index;
    }

    @Override
    public boolean episodeOver() {
      return steps == 4;
    }

    @Override
    public Space<float[]> observationSpace() {
      return Box.float32(0, 10, 1);
    }

    @Override
    public Space<Long> actionSpace() {
      return Discrete.of(2);
    }

    @Override
    public Dict infoSpace() {
      return Dict.of("place", COUNT);
    }

    @Override
    public Reset<float[]> reset(@Nullable BigInteger seed, Map<String, Object> options) {
      steps = 0;
      return Reset.of(new float[] {0}, Info.of("place", row));
    }

    @Override
    public Step<float[]> step(Long action) {
      steps++;
      return Step.of(new float[] {steps}, steps, steps % 2 == 0, Info.of("place", row));
    }
  }

  private static VectorEnv rows(AutoresetMode mode) {
    VectorEnv envs = new SyncVectorEnv(VectorSettings.of(2).withAutoresetMode(mode), Lives::new);
    envs.reset(0);
    return envs;
  }

  private static float seen(VectorEnv envs) {
    return ((float[]) envs.batch().observation().read(1))[0];
  }

  @Test
  void anEpisodeGoesOnThoughItIsCalledTerminated() {
    VectorEnv envs = rows(AutoresetMode.NEXT_STEP);
    float[] expected = {1, 2, 3, 4, 0, 1, 2};
    for (float observation : expected) {
      envs.step();
      assertThat(seen(envs)).isEqualTo(observation);
      assertThat(envs.batch().terminated(1)).isEqualTo(observation > 0 && observation % 2 == 0);
    }
  }

  @Test
  void sameStepShowsWhatWasSeenLastAndNoInfoOfIt() {
    VectorEnv envs = rows(AutoresetMode.SAME_STEP);
    Batch batch = envs.batch();
    float[] expected = {1, 2, 3, 0};
    boolean[] hasFinal = {false, true, false, true};
    for (int step = 0; step < 4; step++) {
      envs.step();
      assertThat(seen(envs)).isEqualTo(expected[step]);
      assertThat(batch.hasFinal(1)).isEqualTo(hasFinal[step]);
      if (hasFinal[step]) {
        assertThat((float[]) batch.finalObservation().read(1)).containsExactly(step + 1);
      }
    }
    assertThat(batch.describe()).contains("final_observation").doesNotContain("final_info");
  }

  @Test
  void rewardsAreWholeNumbersAndInfoStaysWhereAnotherRowIsReset() {
    VectorEnv envs = rows(AutoresetMode.DISABLED);
    envs.step();
    envs.step();
    assertThat(envs.batch().rewardBytes().getInt(Integer.BYTES)).isEqualTo(2);
    assertThat(envs.batch().reward(1)).isEqualTo(2);
    assertThat(envs.batch().describe())
        .contains("\"plain_rows\":true", "\"reward_dtype\":\"int32\"");

    envs.reset(List.of(BigInteger.ZERO, BigInteger.ONE), Map.of(), new boolean[] {true, false});
    assertThat(envs.batch().info().read(0).get("place")).isEqualTo(new int[] {0});
    assertThat(envs.batch().info().read(1).get("place")).isEqualTo(new int[] {1});
    assertThat(seen(envs)).isEqualTo(2);
  }
}
