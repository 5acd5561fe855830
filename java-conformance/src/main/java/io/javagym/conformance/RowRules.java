package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.Info;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each row of a vector environment is the single environment of its seed, stepped by hand. */
final class RowRules {
  static final int NUM_ENVS = 3;

  /** Episodes that are cut off soon show what comes after their end. */
  static final int EPISODE_STEPS = 20;

  private static final long SEED = 1L << 40;

  private RowRules() {}

  static VectorSettings settings(AutoresetMode mode) {
    return VectorSettings.of(NUM_ENVS).withAutoresetMode(mode).withMaxEpisodeSteps(EPISODE_STEPS);
  }

  static void rowsAreTheSingleEnvironments(EnvConformance test, AutoresetMode mode) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
    assumeTrue(test.rowsEqualSingles(), "rowsEqualSingles() is false: a vector form of its own");
    VectorEnv envs = test.openVector(settings(mode));
    List<Single> singles = new ArrayList<>();
    for (int row = 0; row < NUM_ENVS; row++) {
      singles.add(new Single(test.open(), mode));
    }
    envs.reset(SEED);
    for (int row = 0; row < NUM_ENVS; row++) {
      singles.get(row).begin(SEED + row);
      singles.get(row).requireSame(envs.batch(), row, 0);
    }
    Sampler<?> actions = envs.batch().actionSpace().sampler(11);
    for (int step = 1; step <= test.steps(); step++) {
      resetEnded(envs, singles, step);
      List<Object> taken = sampleActions(envs, actions);
      envs.step();
      for (int row = 0; row < NUM_ENVS; row++) {
        singles.get(row).step(taken.get(row));
        singles.get(row).requireSame(envs.batch(), row, step);
      }
    }
  }

  /** Where nothing is reset by itself, the caller does it by a mask. */
  private static void resetEnded(VectorEnv envs, List<Single> singles, int step) {
    if (envs.autoresetMode() != AutoresetMode.DISABLED
        || singles.stream().noneMatch(Single::over)) {
      return;
    }
    boolean[] mask = ended(envs);
    envs.reset(null, Map.of(), mask);
    for (int row = 0; row < mask.length; row++) {
      if (mask[row]) {
        singles.get(row).begin(null);
        singles.get(row).requireSame(envs.batch(), row, step - 1);
      }
    }
  }

  /** Which rows' episodes are over. */
  static boolean[] ended(VectorEnv envs) {
    boolean[] ended = new boolean[envs.numEnvs()];
    for (int row = 0; row < ended.length; row++) {
      ended[row] = envs.batch().terminated(row) || envs.batch().truncated(row);
    }
    return ended;
  }

  /** Writes an action for each row. */
  static List<Object> sampleActions(VectorEnv envs, Sampler<?> actions) {
    List<Object> taken = new ArrayList<>();
    for (int row = 0; row < envs.numEnvs(); row++) {
      Object action = actions.sample();
      envs.batch().action().write(row, action);
      taken.add(action);
    }
    return taken;
  }

  /** A single environment, stepped as the modes say in Gymnasium. */
  private static final class Single {
    private final Env<Object, Object> env;
    private final AutoresetMode mode;
    private int elapsedSteps;
    private boolean terminated;
    private boolean truncated;
    private double reward;
    private Object observation = "";
    private Info info = Info.EMPTY;
    private @Nullable Object finalObservation;
    private Info finalInfo = Info.EMPTY;

    Single(Env<Object, Object> env, AutoresetMode mode) {
      this.env = env;
      this.mode = mode;
    }

    boolean over() {
      return terminated || truncated;
    }

    void begin(@Nullable Long seed) {
      resetEnv(seed);
      reward = 0;
      terminated = false;
      truncated = false;
      finalObservation = null;
    }

    private void resetEnv(@Nullable Long seed) {
      Reset<Object> reset = seed == null ? env.reset() : env.reset(seed);
      elapsedSteps = 0;
      observation = Values.copy(reset.observation());
      info = copied(reset.info());
    }

    void step(Object action) {
      finalObservation = null;
      if (mode == AutoresetMode.NEXT_STEP && over()) {
        begin(null);
        return;
      }
      Step<Object> step = env.step(action);
      elapsedSteps++;
      reward = step.reward();
      terminated = step.terminated();
      truncated = step.truncated() || elapsedSteps >= EPISODE_STEPS;
      observation = Values.copy(step.observation());
      info = copied(step.info());
      if (mode == AutoresetMode.SAME_STEP && over()) {
        finalObservation = observation;
        finalInfo = info;
        resetEnv(null);
      }
    }

    @SuppressWarnings("unchecked")
    private static Info copied(Info info) {
      return new Info((Map<String, Object>) Values.copy(info.fields()));
    }

    void requireSame(Batch batch, int row, int step) {
      String where = "%s, row %d, step %d, ".formatted(mode, row, step);
      require(where + "observation", observation, batch.observation().read(row));
      require(where + "reward", reward, batch.reward(row));
      require(where + "terminated", terminated, batch.terminated(row));
      require(where + "truncated", truncated, batch.truncated(row));
      requireInfo(where + "info", info, batch.info().read(row));
      require(
          where + "whether there is a final one", finalObservation != null, batch.hasFinal(row));
      if (finalObservation != null) {
        require(where + "final observation", finalObservation, batch.finalObservation().read(row));
        requireInfo(where + "final info", finalInfo, batch.finalInfo().read(row));
      }
    }

    private static void require(String where, Object expected, Object got) {
      if (!Values.text(expected).equals(Values.text(got))) {
        throw Breach.of(
            "each row is the single environment of its seed, reset as its mode says",
            where,
            Values.text(expected),
            Values.text(got));
      }
    }

    /** A number may be a {@link Number} in an info, and is an array of one in a column. */
    private static void requireInfo(String where, Info expected, Info got) {
      Map<String, Object> fields = new java.util.HashMap<>(got.fields());
      expected
          .fields()
          .forEach(
              (name, value) -> {
                if (value instanceof Number && fields.get(name) instanceof double[] one) {
                  fields.put(name, one[0]);
                }
              });
      require(where, expected.fields(), fields);
    }
  }
}
