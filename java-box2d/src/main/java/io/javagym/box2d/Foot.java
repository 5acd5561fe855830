package io.javagym.box2d;

import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;

/**
 * The velocity constraint of a body that stands with one point on ground at rest, as {@link
 * ContactSolver#solveVelocityConstraints} computes it: friction, then the normal impulse. The same
 * operations in the same order, but for those that change nothing.
 *
 * <p>The ground has velocity 0 and inverse mass 0, so that its terms are 0 or -0, and on level
 * ground, where the normal is (0, 1), so is half of each product with it. To add either zero to a
 * number changes nothing unless that is a zero too. So where such a term ends in a sum with a
 * number that is not 0, it is left out, and the next operation need not wait for it. (All numbers
 * are taken to be finite: 0 times infinity is no 0.)
 *
 * <p>It holds no motion: {@link JointPair} keeps the body's velocity and the sums of impulses in
 * local variables, and asks for each number after a push.
 */
final class Foot {
  private VelocityConstraintPoint point = new VelocityConstraintPoint();
  private float inverseMass;
  private float inverseInertia;
  private float rX;
  private float rY;
  private float normalX;
  private float normalY;
  private float tangentY;
  private boolean isLevel;
  private float frictionCoefficient;
  private float tangentSpeed;
  private float velocityBias;
  private float normalMass;
  private float tangentMass;

  /** The ground's part of the relative velocity: 0 or -0. */
  private float groundX;

  private float groundY;

  /** Whether a contact is such a foot. */
  static boolean stands(ContactVelocityConstraint vc, Motion[] motions) {
    return vc.pointCount == 1
        && vc.invMassA == 0.0f
        && vc.invIA == 0.0f
        && motions[vc.indexA].isZero();
  }

  /** Takes a contact's present constraint, which the engine has prepared. */
  void load(ContactVelocityConstraint vc) {
    point = vc.points[0];
    inverseMass = vc.invMassB;
    inverseInertia = vc.invIB;
    rX = point.rB.x;
    rY = point.rB.y;
    normalX = vc.normal.x;
    normalY = vc.normal.y;
    tangentY = -normalX;
    isLevel = normalX == 0.0f && normalY == 1.0f;
    frictionCoefficient = vc.friction;
    tangentSpeed = vc.tangentSpeed;
    velocityBias = point.velocityBias;
    normalMass = point.normalMass;
    tangentMass = point.tangentMass;
    groundX = 0.0f * point.rA.y;
    groundY = -(0.0f * point.rA.x);
  }

  float normalImpulse() {
    return point.normalImpulse;
  }

  float tangentImpulse() {
    return point.tangentImpulse;
  }

  /** Gives the sums of impulses back to the engine. */
  void store(float normalImpulse, float tangentImpulse) {
    point.normalImpulse = normalImpulse;
    point.tangentImpulse = tangentImpulse;
  }

  /**
   * The sum of the friction's impulses after an iteration.
   *
   * @param old the sum before
   * @param normalImpulse the sum of the normal impulses, which limits it
   */
  float friction(float vX, float vY, float w, float old, float normalImpulse) {
    float speed =
        isLevel && old != 0.0f
            ? vX - w * rY
            : (vX - w * rY + groundX) * normalY + (vY + w * rX + groundY) * tangentY;
    float wanted = old - tangentMass * less(speed, tangentSpeed);
    float greatest = frictionCoefficient * normalImpulse;
    float least = wanted < greatest ? wanted : greatest;
    return -greatest > least ? -greatest : least;
  }

  /**
   * The sum of the normal impulses after an iteration.
   *
   * @param old the sum before
   */
  float normal(float vX, float vY, float w, float old) {
    float speed =
        isLevel && old != 0.0f
            ? vY + w * rX
            : (vX - w * rY + groundX) * normalX + (vY + w * rX + groundY) * normalY;
    float wanted = old - normalMass * less(speed, velocityBias);
    return wanted > 0.0f ? wanted : 0.0f;
  }

  /** {@code x - y}, which is x itself where y is 0. */
  private static float less(float x, float y) {
    return Motion.bits(y) == 0 ? x : x - y;
  }

  // The body's velocity after a push of friction.

  float slidX(float vX, float push) {
    return vX + normalY * push * inverseMass;
  }

  float slidY(float vY, float push) {
    return vY + tangentY * push * inverseMass;
  }

  float slidW(float w, float push) {
    return isLevel && w != 0.0f
        ? w - inverseInertia * (rY * push)
        : w + inverseInertia * (rX * (tangentY * push) - rY * (normalY * push));
  }

  // The body's velocity after a push away from the ground.

  float liftedX(float vX, float push) {
    return vX + normalX * push * inverseMass;
  }

  float liftedY(float vY, float push) {
    return vY + normalY * push * inverseMass;
  }

  float liftedW(float w, float push) {
    return isLevel && w != 0.0f
        ? w + inverseInertia * (rX * push)
        : w + inverseInertia * (rX * (normalY * push) - rY * (normalX * push));
  }
}
