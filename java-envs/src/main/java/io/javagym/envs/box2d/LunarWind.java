package io.javagym.envs.box2d;

import io.javagym.StateExchange;
import io.javagym.random.Libm;
import io.javagym.random.NumpyGenerator;

/**
 * A force that changes slowly and never repeats: {@code tanh(sin(2 k t) + sin(pi k t))} with k =
 * 0.01, from a random t on.
 *
 * <p>Java's tanh differs from the C library's by one last bit for 4 arguments in ten thousand. The
 * engine takes the force as a float, which hides 29 more bits than that.
 */
final class LunarWind {
  private static final int FARTHEST_START = 9999;

  private long t;

  /** A wind with its own start; takes one draw. */
  LunarWind(NumpyGenerator random) {
    t = random.integers(-FARTHEST_START, FARTHEST_START);
  }

  void exchange(StateExchange state) {
    t = state.exchange(t);
  }

  /** The force or torque of this step, at most {@code power}. */
  double next(double power) {
    double waves = Libm.sin(0.02 * t) + Libm.sin(Math.PI * 0.01 * t);
    t++;
    return StrictMath.tanh(waves) * power;
  }
}
