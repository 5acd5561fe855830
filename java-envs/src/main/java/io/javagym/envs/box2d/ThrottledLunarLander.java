package io.javagym.envs.box2d;

import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.spaces.Box;

/** The lander whose engines have throttles. */
final class ThrottledLunarLander extends LunarLander<float[]> {
  private static final Box<float[]> ACTION_SPACE = Box.float32(-1, 1, 2);

  /** No engine works with less than this share of its power. */
  private static final double LEAST_POWER = 0.5;

  ThrottledLunarLander(Kwargs kwargs) {
    super(kwargs);
  }

  @Override
  public Box<float[]> actionSpace() {
    return ACTION_SPACE;
  }

  /** Takes any numbers, and those beyond the space as the nearest within. */
  @Override
  public Step<float[]> step(float[] action) {
    double main = Math.max(-1.0, Math.min(1.0, action[0]));
    double lateral = Math.max(-1.0, Math.min(1.0, action[1]));
    double throttle = Math.abs(lateral);
    return fire(
        main > 0.0 ? (main + 1.0) * LEAST_POWER : 0.0,
        throttle > LEAST_POWER ? throttle : 0.0,
        Math.signum(lateral));
  }
}
