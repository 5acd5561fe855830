package io.javagym.envs.classic;

import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;

/**
 * A pole on a cart, without friction, as Gymnasium computes it: the same operations in the same
 * order on doubles, so that the last bit agrees. Symbols are those of R. Florian, "Correct
 * equations for the dynamics of the cart-pole system" (2005), and of Gymnasium's source.
 *
 * <p>Every formula is one small function of numbers, for {@link CartPole} to call and for {@link
 * CartPoleVector} to run over arrays.
 */
final class CartPolePhysics {
  /** m/s^2. */
  private static final double GRAVITY = 9.8;

  /** kg. */
  private static final double MASS_CART = 1.0;

  /** kg. */
  private static final double MASS_POLE = 0.1;

  /** kg. */
  private static final double TOTAL_MASS = MASS_POLE + MASS_CART;

  /** Half the pole's length, m. Gymnasium calls it "length". */
  static final double LENGTH = 0.5;

  /** kg m. */
  private static final double POLE_MASS_LENGTH = MASS_POLE * LENGTH;

  /** N. */
  private static final double FORCE_MAGNITUDE = 10.0;

  /** The time from one step to the next, s. */
  private static final double TAU = 0.02;

  /** Where the cart leaves the track, m to either side. */
  static final double X_THRESHOLD = 2.4;

  /** Where the pole counts as fallen: 12 degrees, rad to either side. */
  private static final double THETA_THRESHOLD = 12 * 2 * Math.PI / 360;

  static final Discrete ACTION_SPACE = Discrete.of(2);

  /** Twice the thresholds, so that the state that ends an episode is an observation too. */
  static final Box<float[]> OBSERVATION_SPACE = observationSpace();

  private CartPolePhysics() {}

  /** The force on the cart, N. No branch: nobody can foresee the actions of a good agent. */
  static double force(long action) {
    return (2 * action - 1) * FORCE_MAGNITUDE;
  }

  /** What Gymnasium calls temp: the cart's acceleration if the pole weighed on it alone, m/s^2. */
  static double temp(double force, double sinTheta, double thetaDot) {
    return (force + POLE_MASS_LENGTH * (thetaDot * thetaDot) * sinTheta) / TOTAL_MASS;
  }

  /** The pole's angular acceleration, rad/s^2. */
  static double thetaAcc(double temp, double sinTheta, double cosTheta) {
    return (GRAVITY * sinTheta - cosTheta * temp)
        / (LENGTH * (4.0 / 3.0 - MASS_POLE * (cosTheta * cosTheta) / TOTAL_MASS));
  }

  /** The cart's acceleration, m/s^2. */
  static double xAcc(double temp, double thetaAcc, double cosTheta) {
    return temp - POLE_MASS_LENGTH * thetaAcc * cosTheta / TOTAL_MASS;
  }

  /** A quantity one step later, by Euler's method from its rate of change before the step. */
  static double euler(double value, double rate) {
    return value + TAU * rate;
  }

  /** Whether the cart has left the track or the pole has fallen. */
  static boolean isTerminal(double x, double theta) {
    return x < -X_THRESHOLD
        || x > X_THRESHOLD
        || theta < -THETA_THRESHOLD
        || theta > THETA_THRESHOLD;
  }

  private static Box<float[]> observationSpace() {
    float[] high = {
      (float) (X_THRESHOLD * 2),
      Float.POSITIVE_INFINITY,
      (float) (THETA_THRESHOLD * 2),
      Float.POSITIVE_INFINITY
    };
    float[] low = {-high[0], -high[1], -high[2], -high[3]};
    return Box.float32(low, high);
  }
}
