package io.javagym.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.EpisodesEnv;
import io.javagym.Gym;
import io.javagym.ValueText;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Any number of threads gives the same bytes. */
class ThreadsTest {
  private static final int[] NUM_THREADS = {1, 2, 3, 8};

  /** Steps them all with the same actions and compares the memory after each step. */
  private static void assertEqual(List<VectorEnv> envs, int steps) {
    try {
      envs.forEach(env -> env.reset(5));
      VectorEnv first = envs.get(0);
      Sampler<?> actions = first.batch().actionSpace().sampler(3);
      int episodes = 0;
      for (int i = 0; i < steps; i++) {
        episodes += resetEnded(envs);
        for (int row = 0; row < first.numEnvs(); row++) {
          first.batch().action().write(row, actions.sample());
        }
        ByteBuffer taken = first.batch().actionBytes();
        envs.forEach(env -> env.batch().actionBytes().put(taken.duplicate()));
        envs.forEach(VectorEnv::step);
        for (VectorEnv env : envs) {
          assertSame(first.batch(), env.batch());
        }
      }
      assertThat(episodes).isGreaterThan(first.numEnvs() / 4);
    } finally {
      envs.forEach(VectorEnv::close);
    }
  }

  private static int resetEnded(List<VectorEnv> envs) {
    Batch batch = envs.get(0).batch();
    boolean[] ended = new boolean[batch.numEnvs()];
    int count = 0;
    for (int row = 0; row < ended.length; row++) {
      ended[row] = batch.terminated(row) || batch.truncated(row);
      count += ended[row] ? 1 : 0;
    }
    if (count > 0 && envs.get(0).autoresetMode() == AutoresetMode.DISABLED) {
      envs.forEach(env -> env.reset(null, Map.of(), ended));
    }
    return count;
  }

  /** Packed values lie where there was room first; what they say must be equal. */
  private static void assertSame(Batch expected, Batch actual) {
    if (expected.outputHeap().capacity() == 0) {
      assertThat(actual.memory()).isEqualTo(expected.memory());
      return;
    }
    for (int row = 0; row < expected.numEnvs(); row++) {
      assertThat(text(actual, row)).isEqualTo(text(expected, row));
    }
  }

  private static String text(Batch batch, int row) {
    String text =
        ValueText.of(batch.observation().read(row))
            + ValueText.of(batch.info().read(row).fields())
            + batch.reward(row)
            + batch.terminated(row)
            + batch.truncated(row)
            + batch.hasFinal(row);
    return batch.hasFinal(row)
        ? text
            + ValueText.of(batch.finalObservation().read(row))
            + ValueText.of(batch.finalInfo().read(row).fields())
        : text;
  }

  @ParameterizedTest
  @CsvSource({
    "CartPole-v1, 1500, 60",
    "FrozenLake-v1, 300, 40",
    "LunarLander-v3, 20, 120",
    "MountainCar-v0, 150, 60"
  })
  void builtInEnvironments(String id, int numEnvs, int steps) {
    for (AutoresetMode mode : AutoresetMode.values()) {
      List<VectorEnv> envs = new ArrayList<>();
      for (int numThreads : NUM_THREADS) {
        VectorSettings settings =
            VectorSettings.of(numEnvs)
                .withMaxEpisodeSteps(50)
                .withAutoresetMode(mode)
                .withNumThreads(numThreads);
        envs.add(Gym.makeVector(Gym.spec(id), settings, Map.of()));
      }
      assertEqual(envs, steps);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatAreWatchedAndShareAHeap(AutoresetMode mode) {
    List<VectorEnv> envs = new ArrayList<>();
    for (boolean bounded : new boolean[] {true, false}) {
      for (int numThreads : NUM_THREADS) {
        VectorSettings settings =
            VectorSettings.of(50)
                .withMaxEpisodeSteps(20)
                .withAutoresetMode(mode)
                .withNumThreads(numThreads);
        envs.add(new SyncVectorEnv(settings, bounded, EpisodesEnv::new));
      }
    }
    assertEqual(envs, 60);
  }
}
