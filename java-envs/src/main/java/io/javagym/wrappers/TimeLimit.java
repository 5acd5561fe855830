package io.javagym.wrappers;

import io.javagym.Env;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Truncates episodes after a number of steps, as Gymnasium's wrapper of the same name. */
public final class TimeLimit<O, A> extends Wrapper<O, A> {
  private final int maxEpisodeSteps;
  private int elapsedSteps;

  /**
   * A limited environment.
   *
   * @param maxEpisodeSteps the step that is truncated, at least 1
   */
  public TimeLimit(Env<O, A> env, int maxEpisodeSteps) {
    super(env);
    if (maxEpisodeSteps < 1) {
      throw new IllegalArgumentException(
          "maxEpisodeSteps is " + maxEpisodeSteps + ", expected at least 1");
    }
    this.maxEpisodeSteps = maxEpisodeSteps;
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    elapsedSteps = 0;
    return super.reset(seed, options);
  }

  @Override
  public Step<O> step(A action) {
    Step<O> step = super.step(action);
    elapsedSteps++;
    return elapsedSteps >= maxEpisodeSteps ? step.truncate() : step;
  }

  @Override
  public void exchangeState(StateExchange state) {
    super.exchangeState(state);
    elapsedSteps = state.exchange(elapsedSteps, 0, Integer.MAX_VALUE);
  }
}
