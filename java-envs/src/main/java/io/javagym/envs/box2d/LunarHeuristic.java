package io.javagym.envs.box2d;

/**
 * A policy by hand that lands LunarLander most of the time: the one in Gymnasium's source, computed
 * in float as NumPy does there, so that both languages choose the same actions.
 */
public final class LunarHeuristic {
  /** How far the lander may lean, rad. */
  private static final float GREATEST_LEAN = 0.4f;

  /** What is too little to act on. */
  private static final float DEAD_BAND = 0.05f;

  private static final float THROTTLE_GAIN = 20;

  private LunarHeuristic() {}

  /**
   * The action for LunarLander-v3.
   *
   * @param observation an observation of it
   */
  public static long engine(float[] observation) {
    float turn = turn(observation);
    float climb = climb(observation);
    if (climb > Math.abs(turn) && climb > DEAD_BAND) {
      return 2;
    }
    if (turn < -DEAD_BAND) {
      return 3;
    }
    return turn > DEAD_BAND ? 1 : 0;
  }

  /**
   * The action for LunarLanderContinuous-v3.
   *
   * @param observation an observation of it
   */
  public static float[] throttles(float[] observation) {
    return new float[] {
      clip(climb(observation) * THROTTLE_GAIN - 1, 1), clip(-turn(observation) * THROTTLE_GAIN, 1)
    };
  }

  /** How much to turn: towards the angle that leads back to the middle. */
  private static float turn(float[] observation) {
    if (onGround(observation)) {
      return 0;
    }
    float target = clip(observation[0] * 0.5f + observation[2], GREATEST_LEAN);
    return (target - observation[4]) * 0.5f - observation[5];
  }

  /** How much to climb: towards a height that grows with the distance from the middle. */
  private static float climb(float[] observation) {
    if (onGround(observation)) {
      return -observation[3] * 0.5f;
    }
    float target = 0.55f * Math.abs(observation[0]);
    return (target - observation[1]) * 0.5f - observation[3] * 0.5f;
  }

  private static boolean onGround(float[] observation) {
    return observation[6] != 0 || observation[7] != 0;
  }

  private static float clip(float value, float greatest) {
    return Math.max(-greatest, Math.min(greatest, value));
  }
}
