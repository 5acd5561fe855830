package io.javagym.envs.classic;

import io.javagym.random.Libm;

/**
 * Two links under gravity, integrated by Runge and Kutta's fourth-order method as Gymnasium
 * computes it: the same operations in the same order, so that the last bit agrees. Symbols are
 * those of Sutton and Barto's book; both links are alike.
 */
final class AcrobotPhysics {
  /** theta1, theta2 and their velocities. */
  static final int DIMENSIONS = 4;

  /** kg. */
  private static final double M1 = 1;

  /** kg. */
  private static final double M2 = 1;

  /** The first link's length, m. */
  private static final double L1 = 1;

  /** From a link's joint to its center of mass, m. */
  private static final double LC1 = 0.5;

  private static final double LC2 = 0.5;

  /** Moments of inertia, kg m^2. */
  private static final double I1 = 1;

  private static final double I2 = 1;

  /** m/s^2. */
  private static final double G = 9.8;

  private static final double HALF_PI = Math.PI / 2;

  /** Whether the second link's acceleration lacks a term, as in Sutton's paper. */
  private final boolean withoutCentrifugalTerm;

  private final double[] between = new double[DIMENSIONS];
  private final double[] k1 = new double[DIMENSIONS];
  private final double[] k2 = new double[DIMENSIONS];
  private final double[] k3 = new double[DIMENSIONS];
  private final double[] k4 = new double[DIMENSIONS];

  AcrobotPhysics(boolean withoutCentrifugalTerm) {
    this.withoutCentrifugalTerm = withoutCentrifugalTerm;
  }

  /** Moves the state by dt seconds under a torque in N m on the joint between the links. */
  void advance(double[] state, double torque, double dt) {
    derive(state, torque, k1);
    derive(moved(state, k1, dt / 2), torque, k2);
    derive(moved(state, k2, dt / 2), torque, k3);
    derive(moved(state, k3, dt), torque, k4);
    for (int i = 0; i < DIMENSIONS; i++) {
      state[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
  }

  private double[] moved(double[] state, double[] rate, double time) {
    for (int i = 0; i < DIMENSIONS; i++) {
      between[i] = state[i] + time * rate[i];
    }
    return between;
  }

  private void derive(double[] state, double torque, double[] rate) {
    double theta1 = state[0];
    double theta2 = state[1];
    double dtheta1 = state[2];
    double dtheta2 = state[3];
    double cos2 = Libm.cos(theta2);
    double sin2 = Libm.sin(theta2);

    double d1 = M1 * (LC1 * LC1) + M2 * (L1 * L1 + LC2 * LC2 + 2 * L1 * LC2 * cos2) + I1 + I2;
    double d2 = M2 * (LC2 * LC2 + L1 * LC2 * cos2) + I2;
    double phi2 = M2 * LC2 * G * Libm.cos(theta1 + theta2 - HALF_PI);
    double phi1 =
        -M2 * L1 * LC2 * Libm.square(dtheta2) * sin2
            - 2 * M2 * L1 * LC2 * dtheta2 * dtheta1 * sin2
            + (M1 * LC1 + M2 * L1) * G * Libm.cos(theta1 - HALF_PI)
            + phi2;
    double push = torque + d2 / d1 * phi1;
    if (!withoutCentrifugalTerm) {
      push -= M2 * L1 * LC2 * Libm.square(dtheta1) * sin2;
    }
    double ddtheta2 = (push - phi2) / (M2 * (LC2 * LC2) + I2 - Libm.square(d2) / d1);

    rate[0] = dtheta1;
    rate[1] = dtheta2;
    rate[2] = -(d2 * ddtheta2 + phi1) / d1;
    rate[3] = ddtheta2;
  }
}
