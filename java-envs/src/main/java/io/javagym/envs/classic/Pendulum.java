package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.envs.drawing.DrawnEnv;
import io.javagym.random.Libm;
import io.javagym.random.NumpyMath;
import io.javagym.spaces.Box;
import java.util.Map;

/**
 * Swing a pendulum up and hold it there. Equal to Gymnasium's Pendulum-v1, seed for seed.
 *
 * <table>
 * <caption>Observation: {@code Box(3, float32)}</caption>
 * <tr><th>index</th><th>quantity</th><th>least</th><th>greatest</th></tr>
 * <tr><td>0</td><td>cosine of the angle from upright</td><td>-1</td><td>1</td></tr>
 * <tr><td>1</td><td>sine of that angle</td><td>-1</td><td>1</td></tr>
 * <tr><td>2</td><td>angular velocity, rad/s</td><td>-8</td><td>8</td></tr>
 * </table>
 *
 * <p>The action is {@code Box(-2, 2, (1,), float32)}, the torque in N m, counterclockwise; what is
 * beyond counts as its bound. A step takes 0.05 s. It pays minus the cost of the state before it,
 * the angle's square + 0.1 times the velocity's + 0.001 times the torque's. The angle counts from
 * -pi to pi. No state is terminal.
 *
 * <p>An episode starts with an angle uniform in [-x_init, x_init) and a velocity in [-y_init,
 * y_init). The reset options {@code x_init} and {@code y_init} are pi and 1 unless given.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code g}</td><td>10</td><td>acceleration of gravity, m/s^2</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class Pendulum extends DrawnEnv<float[], float[], PendulumView> {
  /** rad/s. */
  private static final double MAX_SPEED = 8;

  /** N m. */
  private static final float MAX_TORQUE = 2;

  /** The time from one step to the next, s. */
  private static final double DT = 0.05;

  /** 3 / (m l^2) for a rod of 1 kg and 1 m. */
  private static final float TORQUE_FACTOR = 3;

  private static final double SPEED_COST = 0.1;

  /** The action is float32, and so is what NumPy makes of it. */
  private static final float TORQUE_COST = 0.001f;

  private static final Box<float[]> OBSERVATION_SPACE =
      Box.float32(new float[] {-1, -1, (float) -MAX_SPEED}, new float[] {1, 1, (float) MAX_SPEED});
  private static final Box<float[]> ACTION_SPACE = Box.float32(-MAX_TORQUE, MAX_TORQUE, 1);

  /** 3 g / (2 l), 1/s^2. */
  private final double gravityFactor;

  private double theta;
  private double thetaDot;

  /** What acted in the last step, N m; NaN after a reset. */
  private double lastTorque;

  /** A pendulum with the arguments above. */
  public Pendulum(Kwargs kwargs) {
    super(kwargs);
    this.gravityFactor = 3 * kwargs.getDouble("g", 10) / 2;
  }

  @Override
  public Box<float[]> observationSpace() {
    return OBSERVATION_SPACE;
  }

  @Override
  public Box<float[]> actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    double greatestTheta = bound(options, "x_init", Math.PI);
    double greatestThetaDot = bound(options, "y_init", 1);
    theta = random().uniform(-greatestTheta, greatestTheta);
    thetaDot = random().uniform(-greatestThetaDot, greatestThetaDot);
    lastTorque = Double.NaN;
    return Reset.of(observation());
  }

  private static double bound(Map<String, Object> options, String name, double defaultValue) {
    double bound = ResetBounds.number(options, name, defaultValue);
    if (Double.compare(bound, 0.0) < 0 || !Double.isFinite(2 * bound)) {
      throw GymException.invalidArgument(
          "reset option %s=%s: expected a finite number of 0 or more".formatted(name, bound));
    }
    return bound;
  }

  @Override
  public Step<float[]> step(float[] action) {
    float torque = Math.max(-MAX_TORQUE, Math.min(action[0], MAX_TORQUE));
    lastTorque = torque;
    double cost =
        Libm.square(fromMinusPiToPi(theta))
            + SPEED_COST * Libm.square(thetaDot)
            + TORQUE_COST * Libm.squaref(torque);

    thetaDot += (gravityFactor * Libm.sin(theta) + TORQUE_FACTOR * torque) * DT;
    thetaDot = Math.max(-MAX_SPEED, Math.min(thetaDot, MAX_SPEED));
    theta += thetaDot * DT;
    return Step.of(observation(), -cost, false);
  }

  private static double fromMinusPiToPi(double angle) {
    return NumpyMath.mod(angle + Math.PI, 2 * Math.PI) - Math.PI;
  }

  private float[] observation() {
    return new float[] {(float) Libm.cos(theta), (float) Libm.sin(theta), (float) thetaDot};
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    theta = state.exchange(theta);
    thetaDot = state.exchange(thetaDot);
    lastTorque = state.exchange(lastTorque);
  }

  @Override
  protected PendulumView newView() {
    return new PendulumView();
  }

  @Override
  protected Frame draw(PendulumView view) {
    return view.draw(theta, lastTorque);
  }
}
