package io.javagym.atari;

import io.javagym.random.NumpyMath;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Arrays;
import java.util.List;

/**
 * What an agent holds in its hand: it turns actions into those of ALE.
 *
 * @param <A> the type of an action
 */
interface Controller<A> {

  /** The space of actions. */
  Space<A> space();

  /** The number of the {@link AtariAction} that an action means. */
  int aleAction(A action);

  /** How far the action moves a paddle, 1 for as far as it can. */
  float paddleStrength(A action);

  /** The actions by their indices; see {@link AtariEnv#actionMeanings()}. */
  List<AtariAction> meanings();

  /** Their names, such as {@code NOOP}, as Gymnasium's {@code get_action_meanings} gives them. */
  default List<String> names() {
    return meanings().stream().map(AtariAction::name).toList();
  }

  private static List<AtariAction> meanings(int[] aleActions) {
    return Arrays.stream(aleActions).mapToObj(AtariAction::of).toList();
  }

  /** One action of a set, by its index. */
  final class Buttons implements Controller<Long> {
    private final int[] aleActions;
    private final Discrete space;

    Buttons(int[] aleActions) {
      this.aleActions = aleActions;
      this.space = Discrete.of(aleActions.length);
    }

    @Override
    public Discrete space() {
      return space;
    }

    @Override
    public int aleAction(Long action) {
      return aleActions[Math.toIntExact(action)];
    }

    @Override
    public float paddleStrength(Long action) {
      return 1;
    }

    @Override
    public List<AtariAction> meanings() {
      return Controller.meanings(aleActions);
    }
  }

  /** A stick in polar coordinates, and a button: radius, angle and fire (CALE). */
  final class Stick implements Controller<float[]> {
    private static final float PI = (float) Math.PI;

    /** By the row of the stick from down to up, then its column from left to right. */
    private static final AtariAction[][] AT_REST = {
      {AtariAction.DOWNLEFT, AtariAction.DOWN, AtariAction.DOWNRIGHT},
      {AtariAction.LEFT, AtariAction.NOOP, AtariAction.RIGHT},
      {AtariAction.UPLEFT, AtariAction.UP, AtariAction.UPRIGHT},
    };

    private static final AtariAction[][] FIRING = {
      {AtariAction.DOWNLEFTFIRE, AtariAction.DOWNFIRE, AtariAction.DOWNRIGHTFIRE},
      {AtariAction.LEFTFIRE, AtariAction.FIRE, AtariAction.RIGHTFIRE},
      {AtariAction.UPLEFTFIRE, AtariAction.UPFIRE, AtariAction.UPRIGHTFIRE},
    };

    private final Box<float[]> space = Box.float32(new float[] {0, -PI, 0}, new float[] {1, PI, 1});
    private final int[] legalActions;

    /** NumPy compares its float32 with it in single precision. */
    private final float threshold;

    Stick(int[] legalActions, double threshold) {
      this.legalActions = legalActions;
      this.threshold = (float) threshold;
    }

    @Override
    public Box<float[]> space() {
      return space;
    }

    @Override
    public int aleAction(float[] action) {
      float x = action[0] * NumpyMath.cosf(action[1]);
      float y = action[0] * NumpyMath.sinf(action[1]);
      AtariAction[][] positions = action[2] > threshold ? FIRING : AT_REST;
      return positions[1 + direction(y)][1 + direction(x)].number();
    }

    private int direction(float deflection) {
      return (deflection > threshold ? 1 : 0) - (deflection < -threshold ? 1 : 0);
    }

    @Override
    public float paddleStrength(float[] action) {
      return action[0];
    }

    @Override
    public List<AtariAction> meanings() {
      return Controller.meanings(legalActions);
    }
  }
}
