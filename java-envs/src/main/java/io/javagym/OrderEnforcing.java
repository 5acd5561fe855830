package io.javagym;

import io.javagym.spaces.Space;
import io.javagym.wrappers.Wrapper;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls in the wrong order and actions outside the action space into errors, so that an
 * environment need not look. It closes the environment once, however often it is closed itself.
 */
final class OrderEnforcing<O, A> extends Wrapper<O, A> {
  private final String id;
  private final Space<A> actionSpace;
  private boolean hasReset;
  private boolean closed;

  /**
   * A guarded environment.
   *
   * @param id what the environment is called in messages
   */
  OrderEnforcing(String id, Env<O, A> env) {
    super(env);
    this.id = id;
    this.actionSpace = env.actionSpace();
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    checkOpen("reset");
    if (seed != null) {
      SeededEnv.requireSeed(seed);
    }
    Reset<O> reset = super.reset(seed, options);
    hasReset = true;
    return reset;
  }

  @Override
  public Step<O> step(A action) {
    checkOpen("step");
    if (!hasReset) {
      throw new GymException(
          GymException.Code.RESET_NEEDED, "step of %s before its first reset".formatted(id));
    }
    String explanation = ActionCheck.explain(actionSpace, action);
    if (explanation != null) {
      throw new GymException(
          GymException.Code.INVALID_ACTION, "action of %s: %s".formatted(id, explanation));
    }
    return super.step(action);
  }

  @Override
  public @Nullable Frame render() {
    checkOpen("render");
    if (!hasReset) {
      throw new GymException(
          GymException.Code.RESET_NEEDED, "render of %s before its first reset".formatted(id));
    }
    return super.render();
  }

  @Override
  public void exchangeState(StateExchange state) {
    checkOpen("snapshot or restore");
    super.exchangeState(state);
    hasReset = state.exchange(hasReset);
  }

  @Override
  public Space<A> actionSpace() {
    return actionSpace;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      super.close();
    }
  }

  private void checkOpen(String call) {
    if (closed) {
      throw new GymException(
          GymException.Code.CLOSED, "%s of %s after it was closed".formatted(call, id));
    }
  }
}
