package io.javagym.vector;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.Reset;
import io.javagym.Step;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One environment and its row of a batch. It reads the action from the row and writes the outcome
 * to it, and says which row failed when the environment's own code throws.
 */
final class RowEnv<O, A> {
  private final Env<O, A> env;
  private final Batch batch;
  private final int row;
  private final int maxEpisodeSteps;
  private int elapsedSteps;
  private boolean hasReset;

  RowEnv(Env<O, A> env, Batch batch, int row, @Nullable Integer maxEpisodeSteps) {
    this.env = env;
    this.batch = batch;
    this.row = row;
    this.maxEpisodeSteps = maxEpisodeSteps == null ? Integer.MAX_VALUE : maxEpisodeSteps;
  }

  Env<O, A> env() {
    return env;
  }

  void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    begin(seed, options);
    batch.outcome(row, 0.0, false, false);
    batch.hasFinal(row, false);
  }

  /** Takes the row's action; whether the episode is over then. */
  boolean step() {
    Step<O> step = take();
    batch.observation().write(row, step.observation());
    batch.info().write(row, step.info());
    batch.hasFinal(row, false);
    return outcome(step);
  }

  /** Takes the row's action and, if that ends the episode, begins the next one in the same step. */
  void stepAndReset() {
    Step<O> step = take();
    boolean over = outcome(step);
    batch.hasFinal(row, over);
    if (over) {
      // Before the reset: an environment may use the same arrays again.
      batch.finalObservation().write(row, step.observation());
      batch.finalInfo().write(row, step.info());
      begin(null, Map.of());
    } else {
      batch.observation().write(row, step.observation());
      batch.info().write(row, step.info());
    }
  }

  private void begin(@Nullable BigInteger seed, Map<String, Object> options) {
    Reset<O> reset;
    try {
      reset = returned("reset", env.reset(seed, options));
    } catch (RuntimeException e) {
      throw failed("reset", e);
    }
    elapsedSteps = 0;
    hasReset = true;
    batch.observation().write(row, reset.observation());
    batch.info().write(row, reset.info());
  }

  @SuppressWarnings("unchecked") // The batch's action columns are those of the environment's space.
  private Step<O> take() {
    if (!hasReset) {
      throw new GymException(
          GymException.Code.RESET_NEEDED,
          "step before the first reset: env=%d; call reset first".formatted(row));
    }
    A action = (A) batch.readAction(row);
    try {
      return returned("step", env.step(action));
    } catch (RuntimeException e) {
      throw failed("step", e);
    }
  }

  private boolean outcome(Step<O> step) {
    elapsedSteps++;
    boolean truncated = step.truncated() || elapsedSteps >= maxEpisodeSteps;
    batch.outcome(row, step.reward(), step.terminated(), truncated);
    return step.terminated() || truncated;
  }

  private <T> T returned(String call, @Nullable T outcome) {
    if (outcome == null) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "%s of %s returned null: env=%d".formatted(call, env.getClass().getName(), row));
    }
    return outcome;
  }

  /**
   * The environment's own {@link GymException}s pass as they are: they already say what is wrong.
   */
  private GymException failed(String call, RuntimeException e) {
    return e instanceof GymException known
        ? known
        : new GymException(
            GymException.Code.ENV_FAILED,
            "%s of %s failed: env=%d, %s".formatted(call, env.getClass().getName(), row, e),
            e);
  }
}
