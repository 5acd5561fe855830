package io.javagym.envs.classic;

import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.random.Libm;
import io.javagym.spaces.Discrete;

/**
 * Drive a car out of a valley with an engine too weak to climb the hill at once (Moore, 1990).
 * Equal to Gymnasium's MountainCar-v0, seed for seed.
 *
 * <table>
 * <caption>Observation: {@code Box(2, float32)}</caption>
 * <tr><th>index</th><th>quantity</th><th>least</th><th>greatest</th></tr>
 * <tr><td>0</td><td>position along the road</td><td>-1.2</td><td>0.6</td></tr>
 * <tr><td>1</td><td>velocity, positions a step</td><td>-0.07</td><td>0.07</td></tr>
 * </table>
 *
 * <p>The action is {@code Discrete(3)}: 0 accelerates to the left, 1 not at all, 2 to the right.
 * The wall at the left end stops the car. Each step pays -1; the episode terminates at position 0.5
 * or beyond, if the car is fast enough there.
 *
 * <p>An episode starts at rest at a position uniform in [low, high), by default [-0.6, -0.4), near
 * the bottom. The reset options {@code low} and {@code high} change that for one reset.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code goal_velocity}</td><td>0</td><td>the least velocity that counts at the goal</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class MountainCar extends CarInValley<Long> {
  private static final Discrete ACTION_SPACE = Discrete.of(3);
  private static final double GOAL_POSITION = 0.5;
  private static final double FORCE = 0.001;

  /** A car with the arguments above. */
  public MountainCar(Kwargs kwargs) {
    super(kwargs, GOAL_POSITION);
  }

  @Override
  public Discrete actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  public Step<float[]> step(Long action) {
    velocity += (action - 1) * FORCE + Libm.cos(3 * position) * -GRAVITY;
    velocity = Math.max(-MAX_SPEED, Math.min(velocity, MAX_SPEED));
    position += velocity;
    position = Math.max(MIN_POSITION, Math.min(position, MAX_POSITION));
    if (position == MIN_POSITION && velocity < 0) {
      velocity = 0;
    }
    boolean terminated = position >= GOAL_POSITION && velocity >= goalVelocity;
    return Step.of(observation(), -1, terminated);
  }
}
