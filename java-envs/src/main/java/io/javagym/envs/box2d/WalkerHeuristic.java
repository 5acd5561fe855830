package io.javagym.envs.box2d;

/**
 * A policy by hand that walks until it stumbles, and in one episode of twenty to the end: the one
 * in Gymnasium's source, computed in float as NumPy does there, so that both languages choose the
 * same actions.
 *
 * <p>It stands on one leg and swings the other forward, puts that down, and pushes off with the
 * first; then the legs change roles. It remembers where it is, so each episode needs its own.
 */
public final class WalkerHeuristic {
  private enum Phase {
    SWING,
    PUT_DOWN,
    PUSH_OFF
  }

  /** How fast to walk; more makes it fall. In units of the observation. */
  private static final double SPEED = 0.29;

  private static final float TOO_FAST = (float) (1.2 * SPEED);

  /** How much a leg that carries is bent at the knee, at most, rad. */
  private static final float SUPPORT_KNEE = 0.1f;

  /** How much it is stretched in a step, rad. */
  private static final float STRETCH = 0.03f;

  /** Where the observation of the first leg begins, and how long that of a leg is. */
  private static final int LEGS = 4;

  private static final int LEG_SIZE = 5;

  private Phase phase = Phase.SWING;
  private int moving;
  private float supportKnee = SUPPORT_KNEE;

  // Where hip and knee of both legs are to be, rad; 0 for anywhere.
  private final float[] hips = new float[2];
  private final float[] knees = new float[2];

  /** A policy for one episode. */
  public WalkerHeuristic() {}

  /**
   * The action for an observation. To be asked once a step, from the reset on.
   *
   * @param observation an observation of BipedalWalker
   */
  public float[] action(float[] observation) {
    plan(observation);
    // Keep the hull upright, and don't bounce.
    float lean = 0.9f * (0 - observation[0]) - 1.5f * observation[1];
    float bounce = 15.0f * observation[3];
    float[] action = new float[4];
    for (int leg = 0; leg < 2; leg++) {
      int i = LEGS + LEG_SIZE * leg;
      float hip = towards(hips[leg], 0.9f, observation[i], observation[i + 1]);
      float knee = towards(knees[leg], 4.0f, observation[i + 2], observation[i + 3]);
      action[2 * leg] = clip(0.5f * (hip - lean));
      action[2 * leg + 1] = clip(0.5f * (knee - bounce));
    }
    return action;
  }

  private static float towards(float target, float gain, float angle, float speed) {
    return target == 0 ? 0 : gain * (target - angle) - 0.25f * speed;
  }

  private static float clip(float value) {
    return Math.max(-1, Math.min(1, value));
  }

  /** Sets the targets; a phase that ends passes on to the next within the same step. */
  private void plan(float[] observation) {
    int supporting = 1 - moving;
    int movingLeg = LEGS + LEG_SIZE * moving;
    int supportingLeg = LEGS + LEG_SIZE * supporting;
    hips[0] = 0;
    hips[1] = 0;
    knees[0] = 0;
    knees[1] = 0;
    if (phase == Phase.SWING) {
      hips[moving] = 1.1f;
      knees[moving] = -0.6f;
      supportKnee += STRETCH;
      if (observation[2] > (float) SPEED) {
        supportKnee += STRETCH;
      }
      supportKnee = Math.min(supportKnee, SUPPORT_KNEE);
      knees[supporting] = supportKnee;
      if (observation[supportingLeg] < 0.1f) {
        phase = Phase.PUT_DOWN;
      }
    }
    if (phase == Phase.PUT_DOWN) {
      hips[moving] = 0.1f;
      knees[moving] = SUPPORT_KNEE;
      knees[supporting] = supportKnee;
      if (observation[movingLeg + 4] != 0) {
        phase = Phase.PUSH_OFF;
        supportKnee = Math.min(observation[movingLeg + 2], SUPPORT_KNEE);
      }
    }
    if (phase == Phase.PUSH_OFF) {
      knees[moving] = supportKnee;
      knees[supporting] = 1.0f;
      if (observation[supportingLeg + 2] > 0.88f || observation[2] > TOO_FAST) {
        phase = Phase.SWING;
        moving = supporting;
      }
    }
  }
}
