package io.javagym.wrappers;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Truncates episodes after a number of steps, as Gymnasium's wrapper of the same name. */
public final class TimeLimit<O, A> implements Env<O, A> {
  private final Env<O, A> env;
  private final int maxEpisodeSteps;
  private int elapsedSteps;

  /**
   * A limited environment.
   *
   * @param maxEpisodeSteps the step that is truncated, at least 1
   */
  public TimeLimit(Env<O, A> env, int maxEpisodeSteps) {
    if (maxEpisodeSteps < 1) {
      throw new IllegalArgumentException(
          "maxEpisodeSteps is " + maxEpisodeSteps + ", expected at least 1");
    }
    this.env = env;
    this.maxEpisodeSteps = maxEpisodeSteps;
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    elapsedSteps = 0;
    return env.reset(seed, options);
  }

  @Override
  public Step<O> step(A action) {
    Step<O> step = env.step(action);
    elapsedSteps++;
    return elapsedSteps >= maxEpisodeSteps ? step.truncate() : step;
  }

  @Override
  public Space<O> observationSpace() {
    return env.observationSpace();
  }

  @Override
  public Space<A> actionSpace() {
    return env.actionSpace();
  }

  @Override
  public Dict infoSpace() {
    return env.infoSpace();
  }

  @Override
  public RenderMode renderMode() {
    return env.renderMode();
  }

  @Override
  public @Nullable Frame render() {
    return env.render();
  }

  @Override
  public void close() {
    env.close();
  }
}
