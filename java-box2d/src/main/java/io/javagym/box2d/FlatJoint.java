package io.javagym.box2d;

import static io.javagym.box2d.Motion.bits;

import io.javagym.box2d.engine.common.Mat33;
import io.javagym.box2d.engine.common.Vec3;
import io.javagym.box2d.engine.dynamics.joints.Joint;
import io.javagym.box2d.engine.dynamics.joints.LimitState;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;

/**
 * The velocity constraint of a revolute joint with a motor, as {@link
 * RevoluteJoint#solveVelocityConstraints} computes it: the same operations in the same order.
 *
 * <p>It is faster since each number is a field of its own, where the original keeps vectors in a
 * pool, and since all that only depends on the effective mass is computed once for all iterations:
 * both divisions among it. Symbols are the engine's: body A and B with inverse mass m and inverse
 * inertia i, arms r, velocity v and w, mass matrix columns ex, ey, ez.
 */
final class FlatJoint {
  private final Motion a;
  private final Motion b;
  private final RevoluteJoint joint;

  private final float mA;
  private final float iA;
  private final float mB;
  private final float iB;
  private final float rAx;
  private final float rAy;
  private final float rBx;
  private final float rBy;

  private final float motorMass;
  private final float motorSpeed;
  private final float greatestMotorImpulse;
  private float motorImpulse;

  /** -1 where the joint is at its lower limit, 1 at its upper, 0 between. */
  private final int limit;

  // The mass matrix.
  private final float exX;
  private final float exY;
  private final float exZ;
  private final float eyX;
  private final float eyY;
  private final float eyZ;
  private final float ezX;
  private final float ezY;
  private final float ezZ;

  /** Its second column cross its third. */
  private final float eyzX;

  private final float eyzY;
  private final float eyzZ;

  /** The inverse determinants of the matrix, and of its part without the angle. */
  private final float det33;

  private final float det22;

  // The sum of the impulses of all iterations.
  private float sumX;
  private float sumY;
  private float sumZ;

  // The impulse of the last iteration, and what it did at the limit.
  private float impulseX;
  private float impulseY;
  private float impulseZ;
  private boolean released;
  private float sumZBefore;
  private float motorImpulseBefore;

  /**
   * The joint's present constraint, which the engine has prepared.
   *
   * @param motions of the island's bodies
   * @param dt the length of the step, s
   */
  FlatJoint(RevoluteJoint joint, Motion[] motions, float dt) {
    this.joint = joint;
    a = motions[joint.m_indexA];
    b = motions[joint.m_indexB];
    mA = joint.m_invMassA;
    iA = joint.m_invIA;
    mB = joint.m_invMassB;
    iB = joint.m_invIB;
    rAx = joint.m_rA.x;
    rAy = joint.m_rA.y;
    rBx = joint.m_rB.x;
    rBy = joint.m_rB.y;
    motorMass = joint.m_motorMass;
    motorSpeed = joint.m_motorSpeed;
    greatestMotorImpulse = dt * joint.m_maxMotorTorque;
    motorImpulse = joint.m_motorImpulse;
    limit = limitOf(joint);
    Mat33 mass = joint.m_mass;
    exX = mass.ex.x;
    exY = mass.ex.y;
    exZ = mass.ex.z;
    eyX = mass.ey.x;
    eyY = mass.ey.y;
    eyZ = mass.ey.z;
    ezX = mass.ez.x;
    ezY = mass.ez.y;
    ezZ = mass.ez.z;
    eyzX = eyY * ezZ - eyZ * ezY;
    eyzY = eyZ * ezX - eyX * ezZ;
    eyzZ = eyX * ezY - eyY * ezX;
    det33 = inverse(exX * eyzX + exY * eyzY + exZ * eyzZ);
    det22 = inverse(exX * eyY - eyX * exY);
    sumX = joint.m_impulse.x;
    sumY = joint.m_impulse.y;
    sumZ = joint.m_impulse.z;
  }

  private static float inverse(float determinant) {
    return determinant != 0.0f ? 1.0f / determinant : determinant;
  }

  private static int limitOf(RevoluteJoint joint) {
    if (!joint.m_enableLimit || joint.m_limitState == LimitState.INACTIVE) {
      return 0;
    }
    return joint.m_limitState == LimitState.AT_LOWER ? -1 : 1;
  }

  /** Whether this class can solve a joint, once the engine has prepared it. */
  static boolean canSolve(Joint joint) {
    return joint instanceof RevoluteJoint revolute
        && revolute.m_enableMotor
        && revolute.m_limitState != LimitState.EQUAL
        && revolute.m_invIA + revolute.m_invIB != 0.0f;
  }

  /** One iteration. */
  void solve() {
    float vAx = a.vx;
    float vAy = a.vy;
    float wA = a.w;
    float vBx = b.vx;
    float vBy = b.vy;
    float wB = b.w;

    motorImpulseBefore = motorImpulse;
    float wanted = motorImpulse + -motorMass * (wB - wA - motorSpeed);
    float least = wanted < greatestMotorImpulse ? wanted : greatestMotorImpulse;
    motorImpulse = -greatestMotorImpulse > least ? -greatestMotorImpulse : least;
    float turn = motorImpulse - motorImpulseBefore;
    wA -= iA * turn;
    wB += iB * turn;

    float cX = -wB * rBy + vBx - vAx - -wA * rAy;
    float cY = wB * rBx + vBy - vAy - wA * rAx;
    float x;
    float y;
    if (limit == 0) {
      x = det22 * (eyY * -cX - eyX * -cY);
      y = det22 * (exX * -cY - exY * -cX);
      sumX += x;
      sumY += y;
      wA -= iA * (rAx * y - rAy * x);
      wB += iB * (rBx * y - rBy * x);
    } else {
      float cZ = wB - wA;
      float z = -(det33 * (exX * (eyY * cZ - eyZ * cY) + exY * (eyZ * cX - eyX * cZ) + exZ * (eyX * cY - eyY * cX)));
      sumZBefore = sumZ;
      float newZ = sumZ + z;
      released = limit < 0 ? newZ < 0.0f : newZ > 0.0f;
      if (released) {
        float rhsX = ezX * sumZ - cX;
        float rhsY = ezY * sumZ - cY;
        x = det22 * (eyY * rhsX - eyX * rhsY);
        y = det22 * (exX * rhsY - exY * rhsX);
        z = -sumZ;
        sumZ = 0.0f;
      } else {
        x = -(det33 * (cX * eyzX + cY * eyzY + cZ * eyzZ));
        y = -(det33 * (exX * (cY * ezZ - cZ * ezY) + exY * (cZ * ezX - cX * ezZ) + exZ * (cX * ezY - cY * ezX)));
        sumZ = newZ;
      }
      sumX += x;
      sumY += y;
      impulseZ = z;
      wA -= iA * (rAx * y - rAy * x + z);
      wB += iB * (rBx * y - rBy * x + z);
    }
    impulseX = x;
    impulseY = y;
    a.vx = vAx - mA * x;
    a.vy = vAy - mA * y;
    a.w = wA;
    b.vx = vBx + mB * x;
    b.vy = vBy + mB * y;
    b.w = wB;
  }

  /**
   * Whether the next iteration is bound to do what the last one did, if it begins with the same
   * motions, and if {@link #repeatable} allows.
   */
  boolean mayRepeat() {
    return bits(motorImpulse) == bits(motorImpulseBefore)
        && (limit == 0 || !released || bits(sumZBefore) == 0);
  }

  /** How many times the last iteration repeats before the limit lets go, at most {@code times}. */
  int repeatable(int times) {
    if (limit == 0 || released) {
      return times;
    }
    float z = sumZ;
    for (int i = 0; i < times; i++) {
      z += impulseZ;
      if (limit < 0 ? z < 0.0f : z > 0.0f) {
        return i;
      }
    }
    return times;
  }

  /** Adds the impulse of the last iteration to the sums so many times, one by one. */
  void repeat(int times) {
    float x = sumX;
    float y = sumY;
    for (int i = 0; i < times; i++) {
      x += impulseX;
      y += impulseY;
    }
    sumX = x;
    sumY = y;
    if (limit != 0 && !released) {
      float z = sumZ;
      for (int i = 0; i < times; i++) {
        z += impulseZ;
      }
      sumZ = z;
    }
  }

  /** Gives the sums back to the engine. */
  void store() {
    Vec3 impulse = joint.m_impulse;
    impulse.x = sumX;
    impulse.y = sumY;
    impulse.z = sumZ;
    joint.m_motorImpulse = motorImpulse;
  }
}
