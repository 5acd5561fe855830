package io.javagym.envs.classic;

import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.random.Libm;
import io.javagym.spaces.Box;
import java.util.Map;

/**
 * {@link MountainCar} with an engine that takes any force, and fuel that costs. Equal to
 * Gymnasium's MountainCarContinuous-v0, seed for seed.
 *
 * <p>The observation is MountainCar's. The action is {@code Box(-1, 1, (1,), float32)}, the force
 * to the right; more counts as 1, but costs. Each step pays -0.1 times the square of the action,
 * and 100 more where the episode terminates: at position 0.45 or beyond, if the car is fast enough
 * there. It starts as MountainCar does.
 *
 * <p>Gymnasium keeps the state as float32, but in double precision for the first step of an
 * episode, and NumPy computes in the state's precision. So does this.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code goal_velocity}</td><td>0</td><td>the least velocity that counts at the goal</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class MountainCarContinuous extends CarInValley<float[]> {
  private static final Box<float[]> ACTION_SPACE = Box.float32(-1, 1, 1);
  private static final double MAX_FORCE = 1;
  private static final double POWER = 0.0015;
  private static final double GOAL_POSITION = 0.45;
  private static final double GOAL_REWARD = 100;

  /** Whether the state has been rounded to float32, which the first step does. */
  private boolean single;

  /** A car with the arguments above. */
  public MountainCarContinuous(Kwargs kwargs) {
    super(kwargs, GOAL_POSITION);
  }

  @Override
  public Box<float[]> actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    single = false;
    return super.startEpisode(options);
  }

  @Override
  public Step<float[]> step(float[] action) {
    double v = rounded(velocity + rounded(acceleration(action[0])));
    boolean capped = Math.abs(v) > rounded(MAX_SPEED);
    if (capped) {
      v = Math.copySign(MAX_SPEED, v);
    }
    double x = rounded(position + rounded(v));
    x = Math.min(x, rounded(MAX_POSITION));
    x = Math.max(x, rounded(MIN_POSITION));
    if (x == rounded(MIN_POSITION) && v < 0) {
      v = 0;
    }
    // A capped velocity is a Python float, which is compared in double precision.
    boolean fastEnough = v >= (capped ? goalVelocity : rounded(goalVelocity));
    boolean terminated = x >= rounded(GOAL_POSITION) && fastEnough;
    double fuel = (double) action[0] * action[0] * 0.1;
    double reward = (terminated ? GOAL_REWARD : 0) - fuel;

    position = (float) x;
    velocity = (float) v;
    single = true;
    return Step.of(observation(), reward, terminated);
  }

  /** What engine and slope do to the velocity; an action within its bounds makes it a float32. */
  private double acceleration(float action) {
    double slope = GRAVITY * Libm.cos(rounded(3 * position));
    if (Math.abs(action) <= MAX_FORCE) {
      return action * (float) POWER - (float) slope;
    }
    return Math.copySign(MAX_FORCE, action) * POWER - slope;
  }

  /** A result of NumPy's in the precision of the state. */
  private double rounded(double value) {
    return single ? (float) value : value;
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    super.exchangeEpisode(state);
    single = state.exchange(single);
  }
}
