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
import io.javagym.spaces.Discrete;
import java.util.Map;

/**
 * Swing the free end of two hanging links above a height, by a torque on the joint between them
 * (Sutton, 1996). Equal to Gymnasium's Acrobot-v1, seed for seed.
 *
 * <table>
 * <caption>Observation: {@code Box(6, float32)}</caption>
 * <tr><th>index</th><th>quantity</th><th>least</th><th>greatest</th></tr>
 * <tr><td>0</td><td>cosine of theta1, the first link's angle from hanging</td><td>-1</td><td>1</td>
 * </tr>
 * <tr><td>1</td><td>sine of theta1</td><td>-1</td><td>1</td></tr>
 * <tr><td>2</td><td>cosine of theta2, the second link's angle from the first</td><td>-1</td>
 *     <td>1</td></tr>
 * <tr><td>3</td><td>sine of theta2</td><td>-1</td><td>1</td></tr>
 * <tr><td>4</td><td>angular velocity of theta1, rad/s</td><td>-4 pi</td><td>4 pi</td></tr>
 * <tr><td>5</td><td>angular velocity of theta2, rad/s</td><td>-9 pi</td><td>9 pi</td></tr>
 * </table>
 *
 * <p>The action is {@code Discrete(3)}: a torque of -1, 0 or 1 N m. A step takes 0.2 s. It pays -1,
 * and 0 where the episode terminates: where the free end is more than 1 m above the fixed one.
 *
 * <p>An episode starts with every quantity uniform in [low, high), by default [-0.1, 0.1). The
 * reset options {@code low} and {@code high} change that for one reset.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code book_or_nips}</td><td>{@code "book"}</td>
 *     <td>the equations of Sutton and Barto's book, or with {@code "nips"} those of the paper, which
 *     lack a term. In Gymnasium it is an attribute, not an argument.</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class Acrobot extends DrawnEnv<float[], Long, AcrobotView> {
  private static final double MAX_VEL_1 = 4 * Math.PI;
  private static final double MAX_VEL_2 = 9 * Math.PI;

  /** The time from one step to the next, s. */
  private static final double DT = 0.2;

  /** How far the free end must be above the fixed one, m. */
  private static final double GOAL_HEIGHT = 1;

  private static final ResetBounds START = new ResetBounds(-0.1, 0.1);

  /**
   * Farther out, taking off one turn after another, as Gymnasium does, would not come to an end.
   */
  private static final double WRAP_LIMIT = 1e9;

  private static final Discrete ACTION_SPACE = Discrete.of(3);
  private static final Box<float[]> OBSERVATION_SPACE = observationSpaceOf(MAX_VEL_1, MAX_VEL_2);

  private final AcrobotPhysics physics;

  /** theta1, theta2 and their velocities. */
  private final double[] state = new double[AcrobotPhysics.DIMENSIONS];

  /** Two links with the arguments above. */
  public Acrobot(Kwargs kwargs) {
    super(kwargs);
    String equations = kwargs.getString("book_or_nips", "book");
    if (!"book".equals(equations) && !"nips".equals(equations)) {
      throw GymException.invalidArgument(
          "book_or_nips is %s, expected 'book' or 'nips'"
              .formatted(equations == null ? "None" : "'" + equations + "'"));
    }
    this.physics = new AcrobotPhysics("nips".equals(equations));
  }

  private static Box<float[]> observationSpaceOf(double maxVel1, double maxVel2) {
    float[] high = {1, 1, 1, 1, (float) maxVel1, (float) maxVel2};
    float[] low = high.clone();
    for (int i = 0; i < low.length; i++) {
      low[i] = -low[i];
    }
    return Box.float32(low, high);
  }

  @Override
  public Box<float[]> observationSpace() {
    return OBSERVATION_SPACE;
  }

  @Override
  public Discrete actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    ResetBounds bounds = ResetBounds.of(options, START);
    for (int i = 0; i < state.length; i++) {
      state[i] = (float) random().uniform(bounds.low(), bounds.high());
    }
    // This once the state is float32, and NumPy has its own sine for that.
    float theta1 = (float) state[0];
    float theta2 = (float) state[1];
    return Reset.of(
        new float[] {
          NumpyMath.cosf(theta1),
          NumpyMath.sinf(theta1),
          NumpyMath.cosf(theta2),
          NumpyMath.sinf(theta2),
          (float) state[2],
          (float) state[3]
        });
  }

  @Override
  public Step<float[]> step(Long action) {
    physics.advance(state, action - 1.0, DT);
    state[0] = wrap(state[0]);
    state[1] = wrap(state[1]);
    state[2] = bound(state[2], MAX_VEL_1);
    state[3] = bound(state[3], MAX_VEL_2);

    double cosTheta1 = Libm.cos(state[0]);
    boolean terminated = -cosTheta1 - Libm.cos(state[1] + state[0]) > GOAL_HEIGHT;
    float[] observation = {
      (float) cosTheta1,
      (float) Libm.sin(state[0]),
      (float) Libm.cos(state[1]),
      (float) Libm.sin(state[1]),
      (float) state[2],
      (float) state[3]
    };
    return Step.of(observation, terminated ? 0 : -1, terminated);
  }

  /** The same angle from -pi to pi, by whole turns. */
  private static double wrap(double angle) {
    if (!(Math.abs(angle) < WRAP_LIMIT)) {
      return Math.IEEEremainder(angle, 2 * Math.PI);
    }
    double wrapped = angle;
    while (wrapped > Math.PI) {
      wrapped -= 2 * Math.PI;
    }
    while (wrapped < -Math.PI) {
      wrapped += 2 * Math.PI;
    }
    return wrapped;
  }

  private static double bound(double velocity, double greatest) {
    return Math.max(-greatest, Math.min(velocity, greatest));
  }

  @Override
  protected void exchangeEpisode(StateExchange exchange) {
    exchange.exchangeAll(state);
  }

  @Override
  protected AcrobotView newView() {
    return new AcrobotView();
  }

  @Override
  protected Frame draw(AcrobotView view) {
    return view.draw(state[0], state[1]);
  }
}
