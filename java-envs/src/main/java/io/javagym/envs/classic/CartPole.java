package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.envs.drawing.DrawnEnv;
import io.javagym.random.Libm;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.util.Map;

/**
 * Balance a pole on a cart by pushing the cart left or right (Barto, Sutton and Anderson, 1983).
 * Equal to Gymnasium's CartPole-v1, seed for seed.
 *
 * <table>
 * <caption>Observation: {@code Box(4, float32)}</caption>
 * <tr><th>index</th><th>quantity</th><th>least</th><th>greatest</th></tr>
 * <tr><td>0</td><td>cart's position, m</td><td>-4.8</td><td>4.8</td></tr>
 * <tr><td>1</td><td>cart's velocity, m/s</td><td>-inf</td><td>inf</td></tr>
 * <tr><td>2</td><td>pole's angle from upright, rad</td><td>-0.418879</td><td>0.418879</td></tr>
 * <tr><td>3</td><td>pole's angular velocity, rad/s</td><td>-inf</td><td>inf</td></tr>
 * </table>
 *
 * <p>The action is {@code Discrete(2)}: 0 pushes the cart to the left with 10 N, 1 to the right. A
 * step takes 0.02 s.
 *
 * <p>The episode terminates when the cart is more than 2.4 m from the middle or the pole more than
 * 12 degrees (0.2095 rad) from upright. Each step pays 1, the last one too. The state is kept in
 * double precision; only the observation is rounded to float.
 *
 * <p>An episode starts with every quantity uniform in [low, high), by default [-0.05, 0.05). The
 * reset options {@code low} and {@code high} change that for one reset.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code sutton_barto_reward}</td><td>false</td>
 *     <td>pay 0 for each step and -1 for the one that terminates</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class CartPole extends DrawnEnv<float[], Long, CartPoleView> {
  private final boolean suttonBartoReward;

  private double x;
  private double xDot;
  private double theta;
  private double thetaDot;

  /** How many steps of this episode ended in a terminal state. */
  private int terminalSteps;

  /** A cart and pole with the arguments above. */
  public CartPole(Kwargs kwargs) {
    super(kwargs);
    this.suttonBartoReward = kwargs.getBoolean("sutton_barto_reward", false);
  }

  @Override
  public Box<float[]> observationSpace() {
    return CartPolePhysics.OBSERVATION_SPACE;
  }

  @Override
  public Discrete actionSpace() {
    return CartPolePhysics.ACTION_SPACE;
  }

  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    ResetBounds bounds = ResetBounds.of(options);
    NumpyGenerator random = random();
    x = random.uniform(bounds.low(), bounds.high());
    xDot = random.uniform(bounds.low(), bounds.high());
    theta = random.uniform(bounds.low(), bounds.high());
    thetaDot = random.uniform(bounds.low(), bounds.high());
    terminalSteps = 0;
    return Reset.of(observation());
  }

  @Override
  public Step<float[]> step(Long action) {
    double force = CartPolePhysics.force(action);
    double cosTheta = Libm.cos(theta);
    double sinTheta = Libm.sin(theta);
    double temp = CartPolePhysics.temp(force, sinTheta, thetaDot);
    double thetaAcc = CartPolePhysics.thetaAcc(temp, sinTheta, cosTheta);
    double xAcc = CartPolePhysics.xAcc(temp, thetaAcc, cosTheta);

    x = CartPolePhysics.euler(x, xDot);
    xDot = CartPolePhysics.euler(xDot, xAcc);
    theta = CartPolePhysics.euler(theta, thetaDot);
    thetaDot = CartPolePhysics.euler(thetaDot, thetaAcc);

    boolean terminated = CartPolePhysics.isTerminal(x, theta);
    return Step.of(observation(), terminated ? terminalReward() : usualReward(), terminated);
  }

  private double usualReward() {
    return suttonBartoReward ? 0 : 1;
  }

  private double terminalReward() {
    terminalSteps++;
    if (terminalSteps == 2) {
      Warnings.warn(
          "CartPole was stepped after it had terminated. Call reset when terminated is true; what"
              + " steps do after that is undefined.");
    }
    if (suttonBartoReward) {
      return -1;
    }
    return terminalSteps == 1 ? 1 : 0;
  }

  private float[] observation() {
    return new float[] {(float) x, (float) xDot, (float) theta, (float) thetaDot};
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    x = state.exchange(x);
    xDot = state.exchange(xDot);
    theta = state.exchange(theta);
    thetaDot = state.exchange(thetaDot);
    terminalSteps = state.exchange(terminalSteps);
  }

  @Override
  protected CartPoleView newView() {
    return new CartPoleView();
  }

  @Override
  protected Frame draw(CartPoleView view) {
    return view.draw(x, theta);
  }
}
