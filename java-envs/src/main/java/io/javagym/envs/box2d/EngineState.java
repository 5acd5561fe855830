package io.javagym.envs.box2d;

import io.javagym.StateExchange;
import io.javagym.box2d.StateParts;

/**
 * Hands the parts of an engine's state on, which knows nothing of snapshots, and refuses numbers
 * that no world comes to.
 */
record EngineState(StateExchange state) implements StateParts {
  /** In any unit. The engine moves nothing by more than 2 m a step. */
  private static final float GREATEST = 1e9f;

  @Override
  public float exchange(float value) {
    float exchanged = state.exchange(value);
    if (isRestoring() && !(Math.abs(exchanged) <= GREATEST)) { // nor is it NaN
      state.require(false, "%s, expected at most %s".formatted(exchanged, GREATEST));
    }
    return exchanged;
  }

  @Override
  public boolean exchange(boolean value) {
    return state.exchange(value);
  }

  @Override
  public int exchange(int value, int least, int greatest) {
    return state.exchange(value, least, greatest);
  }

  @Override
  public void require(boolean condition, String why) {
    state.require(condition, why);
  }

  @Override
  public boolean isRestoring() {
    return state.isRestoring();
  }
}
