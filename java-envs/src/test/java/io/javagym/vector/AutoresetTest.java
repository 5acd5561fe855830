package io.javagym.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.EpisodesEnv;
import io.javagym.Info;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each row of a vector environment is the single environment of its seed, stepped by hand. */
class AutoresetTest {
  private static final int STEPS = 1000;
  private static final int NUM_ENVS = 4;
  private static final int MAX_EPISODE_STEPS = 8;
  private static final long SEED = 1L << 40;

  /** A single environment, stepped as the modes say in Gymnasium. */
  private static final class Single {
    final EpisodesEnv env = new EpisodesEnv();
    int elapsedSteps;
    boolean terminated;
    boolean truncated;
    double reward;
    Map<String, Object> observation = Map.of();
    Info info = Info.EMPTY;
    @Nullable Map<String, Object> finalObservation;
    Info finalInfo = Info.EMPTY;

    boolean over() {
      return terminated || truncated;
    }

    void reset(@Nullable Long seed) {
      Reset<Map<String, Object>> reset = seed == null ? env.reset() : env.reset(seed);
      elapsedSteps = 0;
      observation = copy(reset.observation());
      info = reset.info();
    }

    void begin(@Nullable Long seed) {
      reset(seed);
      reward = 0;
      terminated = false;
      truncated = false;
    }

    void step(AutoresetMode mode, long action) {
      finalObservation = null;
      if (mode == AutoresetMode.NEXT_STEP && over()) {
        begin(null);
        return;
      }
      Step<Map<String, Object>> step = env.step(action);
      elapsedSteps++;
      reward = step.reward();
      terminated = step.terminated();
      truncated = step.truncated() || elapsedSteps >= MAX_EPISODE_STEPS;
      observation = copy(step.observation());
      info = step.info();
      if (mode == AutoresetMode.SAME_STEP && over()) {
        finalObservation = observation;
        finalInfo = info;
        reset(null);
      }
    }

    /** The environment uses the array of the position again. */
    private static Map<String, Object> copy(Map<String, Object> observation) {
      float[] position = (float[]) observation.get("position");
      return Map.of("position", position.clone(), "word", observation.get("word"));
    }

    void assertEquals(Batch batch, int row) {
      assertThat(batch.reward(row)).isEqualTo(reward);
      assertThat(batch.terminated(row)).isEqualTo(terminated);
      assertThat(batch.truncated(row)).isEqualTo(truncated);
      assertSame(batch.observation().read(row), observation);
      assertSame(batch.info().read(row).fields(), info.fields());
      assertThat(batch.hasFinal(row)).isEqualTo(finalObservation != null);
      if (finalObservation != null) {
        assertSame(batch.finalObservation().read(row), finalObservation);
        assertSame(batch.finalInfo().read(row).fields(), finalInfo.fields());
      } else if (batch.finalBytes().hasRemaining()) {
        assertThat(batch.finalInfo().read(row)).isEqualTo(Info.EMPTY);
      }
    }

    private static void assertSame(Object actual, Object expected) {
      assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRowIsTheSingleEnvironmentOfItsSeed(AutoresetMode mode) {
    Single[] singles = new Single[NUM_ENVS];
    try (SyncVectorEnv vector = vector(mode)) {
      vector.reset(SEED);
      for (int row = 0; row < NUM_ENVS; row++) {
        singles[row] = new Single();
        singles[row].begin(SEED + row);
        singles[row].assertEquals(vector.batch(), row);
      }
      Sampler<?> actions = vector.batch().actionSpace().sampler(11);
      int episodes = 0;
      for (int i = 0; i < STEPS; i++) {
        resetEnded(mode, vector, singles);
        long[] taken = new long[NUM_ENVS];
        for (int row = 0; row < NUM_ENVS; row++) {
          taken[row] = (long) actions.sample();
          vector.batch().action().write(row, taken[row]);
        }
        vector.step();
        for (int row = 0; row < NUM_ENVS; row++) {
          singles[row].step(mode, taken[row]);
          singles[row].assertEquals(vector.batch(), row);
          episodes += singles[row].over() ? 1 : 0;
        }
      }
      assertThat(episodes).isGreaterThan(500);
    }
  }

  /** What the caller does when nothing is reset by itself: the ended rows, by a mask. */
  private static void resetEnded(AutoresetMode mode, SyncVectorEnv vector, Single[] singles) {
    if (mode != AutoresetMode.DISABLED || Arrays.stream(singles).noneMatch(Single::over)) {
      return;
    }
    boolean[] mask = new boolean[NUM_ENVS];
    for (int row = 0; row < NUM_ENVS; row++) {
      mask[row] = singles[row].over();
    }
    vector.reset(null, Map.of(), mask);
    for (int row = 0; row < NUM_ENVS; row++) {
      if (mask[row]) {
        singles[row].begin(null);
      } else {
        singles[row].info = Info.EMPTY; // of an earlier step, so no news
      }
      singles[row].assertEquals(vector.batch(), row);
    }
  }

  private static SyncVectorEnv vector(AutoresetMode mode) {
    VectorSettings settings =
        VectorSettings.of(NUM_ENVS).withMaxEpisodeSteps(MAX_EPISODE_STEPS).withAutoresetMode(mode);
    return new SyncVectorEnv(settings, EpisodesEnv::new);
  }
}
