package io.javagym.vector;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.VectorSettings;
import io.javagym.Warnings;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One environment and its row of a batch. It reads the action from the row and writes the outcome
 * to it, and says which row failed when the environment's own code throws.
 */
final class RowEnv<O, A> {
  /** Who has the environment in hand, where it can be given up. */
  private enum Hold {
    FREE,
    IN_ITS_CODE,
    GIVEN_UP
  }

  private final Env<O, A> env;
  private final Batch batch;
  private final int row;
  private final int maxEpisodeSteps;
  private final @Nullable VectorRow<?, ?> plain;

  /** {@code null} where nobody gives rows up. */
  private final @Nullable AtomicReference<Hold> hold;

  private @Nullable A action;
  private int elapsedSteps;
  private boolean hasReset;
  private boolean resetLooked;
  private boolean stepLooked;
  private boolean over;

  /**
   * A row.
   *
   * @param watched whether {@link #giveUp} may be called
   */
  RowEnv(Env<O, A> env, Batch batch, int row, VectorSettings settings, boolean watched) {
    this.env = env;
    this.batch = batch;
    this.row = row;
    this.hold = watched ? new AtomicReference<>(Hold.FREE) : null;
    Integer limit = settings.maxEpisodeSteps();
    this.maxEpisodeSteps = limit == null ? Integer.MAX_VALUE : limit;
    this.plain = env instanceof VectorRow<?, ?> vectorRow ? vectorRow : null;
    if (plain != null) {
      plain.placed(row);
    }
  }

  Env<O, A> env() {
    return env;
  }

  int index() {
    return row;
  }

  /** What the row looks like now. */
  @Nullable Frame render() {
    if (!hasReset) {
      throw new GymException(
          GymException.Code.RESET_NEEDED, "render of env=%d before its first reset".formatted(row));
    }
    return env.render();
  }

  /** Whether the row has an episode. It loses it when its environment throws. */
  boolean hasReset() {
    return hasReset;
  }

  /** Refuses a seed that no row can take. */
  static void requireSeed(int row, @Nullable BigInteger seed) {
    if (seed != null && seed.signum() < 0) {
      throw GymException.invalidArgument(
          "seed is %d, expected a non-negative integer of any size: env=%d".formatted(seed, row));
    }
  }

  void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    begin(seed, options);
    batch.outcome(row, 0.0, false, false);
    batch.hasFinal(row, false);
  }

  /** Passes a reset of other rows: what this row saw last stays, its info is not news. */
  void leave() {
    if (plain == null) {
      batch.info().clear(row);
    }
    batch.hasFinal(row, false);
  }

  /** Whether the episode ended in the last step and the next one has not begun. */
  boolean over() {
    return over;
  }

  /** Reads the action of the step to come, and refuses what the caller must not ask for. */
  void prepare(AutoresetMode mode) {
    if (over && mode == AutoresetMode.NEXT_STEP) {
      return; // The row is reset instead, and Gymnasium does not look at its action.
    }
    if (over && mode == AutoresetMode.DISABLED) {
      throw new GymException(
          GymException.Code.RESET_NEEDED,
          ("step after the end of an episode: env=%d; with AutoresetMode.DISABLED reset it first,"
                  + " with options={\"reset_mask\": ...}")
              .formatted(row));
    }
    prepare();
  }

  /** Reads the action of the step to come. */
  @SuppressWarnings("unchecked") // The batch's action columns are those of the environment's space.
  void prepare() {
    if (!hasReset) {
      throw new GymException(
          GymException.Code.RESET_NEEDED,
          "step before the first reset, or after a failure: env=%d; reset it first".formatted(row));
    }
    action = (A) batch.readAction(row);
  }

  /** Takes the prepared action, beyond the end of an episode too. */
  void step() {
    Step<O> step = take();
    over = outcome(step);
    batch.hasFinal(row, false);
    observe(step);
  }

  /** Takes the prepared action, or begins the next episode where the last step ended one. */
  void stepOrReset() {
    if (over) {
      reset(null, Map.of());
    } else {
      step();
    }
  }

  /**
   * Takes the prepared action and, if that ends the episode, begins the next one in the same step.
   */
  void stepAndReset() {
    Step<O> step = take();
    boolean ended = outcome(step);
    boolean hasFinal = ended || step.done();
    batch.hasFinal(row, hasFinal);
    if (hasFinal) {
      // Before the reset: an environment may use the same arrays again.
      batch.finalObservation().write(row, step.observation());
    }
    if (ended) {
      if (plain == null) {
        batch.finalInfo().write(row, step.info());
      }
      begin(null, Map.of());
    } else {
      observe(step);
    }
  }

  /** Closes the environment, unless a thread has it for good. */
  void close() {
    if (isGivenUp()) {
      return;
    }
    enterCode();
    try {
      env.close();
    } finally {
      leaveCode();
    }
  }

  private void begin(@Nullable BigInteger seed, Map<String, Object> options) {
    Reset<O> reset = resetEnv(seed, options);
    elapsedSteps = 0;
    over = false;
    batch.observation().write(row, reset.observation());
    batch.info().write(row, reset.info());
    if (!resetLooked) {
      resetLooked = true;
      look(env.observationSpace(), reset.observation());
    }
    hasReset = true;
  }

  private Step<O> take() {
    A prepared = action;
    if (prepared == null) {
      throw new IllegalStateException("step without prepare");
    }
    action = null;
    Step<O> step = stepEnv(prepared);
    elapsedSteps++;
    return step;
  }

  private void observe(Step<O> step) {
    batch.observation().write(row, step.observation());
    batch.info().write(row, step.info());
    if (!stepLooked) {
      stepLooked = true;
      look(env.observationSpace(), step.observation());
    }
  }

  private boolean outcome(Step<O> step) {
    boolean truncated = step.truncated() || elapsedSteps >= maxEpisodeSteps;
    batch.outcome(row, step.reward(), step.terminated(), truncated);
    boolean ended = plain == null ? step.done() : plain.episodeOver();
    return ended || elapsedSteps >= maxEpisodeSteps;
  }

  /**
   * Warns of an observation beyond the bounds of its space. As in Gymnasium, only the first reset
   * and the first step are looked at, since this costs more than many a step.
   */
  private void look(Space<O> space, O observation) {
    String explanation = space.explain(observation);
    if (explanation != null) {
      Warnings.warn(
          "env=%d, an observation of %s is not in its space: %s"
              .formatted(row, env.getClass().getName(), explanation));
    }
  }

  private Reset<O> resetEnv(@Nullable BigInteger seed, Map<String, Object> options) {
    enterCode();
    try {
      return requirePresent("reset", env.reset(seed, options));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      throw failed("reset", e);
    } finally {
      leaveCode();
    }
  }

  private Step<O> stepEnv(A prepared) {
    enterCode();
    try {
      return requirePresent("step", env.step(prepared));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      throw failed("step", e);
    } finally {
      leaveCode();
    }
  }

  private <T> T requirePresent(String call, @Nullable T outcome) {
    if (outcome == null) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "%s of %s returned null: env=%d".formatted(call, env.getClass().getName(), row));
    }
    return outcome;
  }

  /**
   * What to throw for what the environment's own code threw. What it says as a {@link GymException}
   * passes as it is. The errors are of its code too, and leave the JVM as good as it was.
   */
  private RuntimeException failed(String call, Throwable thrown) {
    if (thrown instanceof GymException e) {
      return e;
    }
    hasReset = false;
    over = false;
    return new GymException(
        GymException.Code.ENV_FAILED,
        "%s of %s failed: env=%d, %s".formatted(call, env.getClass().getName(), row, thrown),
        thrown);
  }

  private void enterCode() {
    if (hold != null) {
      hold.set(Hold.IN_ITS_CODE);
    }
  }

  private void leaveCode() {
    if (hold != null && !hold.compareAndSet(Hold.IN_ITS_CODE, Hold.FREE)) {
      throw new Crew.GivenUp();
    }
  }

  /**
   * Leaves the environment to the thread that is in its code, from now on for good: when it comes
   * back, it throws {@link Crew.GivenUp} and writes nothing.
   *
   * @return false if no thread is there
   */
  boolean giveUp() {
    if (hold == null || !hold.compareAndSet(Hold.IN_ITS_CODE, Hold.GIVEN_UP)) {
      return false;
    }
    hasReset = false;
    over = false;
    return true;
  }

  /** Passes the environment, and how far its episode is. */
  void exchange(StateExchange state) {
    state.exchangePart(env);
    elapsedSteps = state.exchange(elapsedSteps, 0, Integer.MAX_VALUE);
    hasReset = state.exchange(hasReset);
    over = state.exchange(over);
  }

  /** Takes the environment out of use for good, as {@link #giveUp} does, if it is not yet. */
  void retire() {
    if (hold != null && hold.compareAndSet(Hold.FREE, Hold.GIVEN_UP)) {
      hasReset = false;
      over = false;
      env.close();
    }
  }

  /** Whether the environment is out of use for good. */
  boolean isGivenUp() {
    return hold != null && hold.get() == Hold.GIVEN_UP;
  }
}
