package io.javagym.envs.box2d;

import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.spaces.Discrete;

/** The lander whose engines are on or off, one at a time. */
final class SwitchedLunarLander extends LunarLander<Long> {
  private static final Discrete ACTION_SPACE = Discrete.of(4);
  private static final int MAIN_ENGINE = 2;

  SwitchedLunarLander(Kwargs kwargs) {
    super(kwargs);
  }

  @Override
  public Discrete actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  public Step<float[]> step(Long action) {
    long engine = action;
    double main = engine == MAIN_ENGINE ? 1.0 : 0.0;
    double side = engine == MAIN_ENGINE - 1 || engine == MAIN_ENGINE + 1 ? 1.0 : 0.0;
    return fire(main, side, (double) (engine - MAIN_ENGINE));
  }
}
