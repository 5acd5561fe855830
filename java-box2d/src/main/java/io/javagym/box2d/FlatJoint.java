package io.javagym.box2d;

import static io.javagym.box2d.Motion.bits;
import static java.util.Objects.requireNonNull;

import io.javagym.box2d.engine.common.Mat33;
import io.javagym.box2d.engine.common.Vec3;
import io.javagym.box2d.engine.dynamics.joints.Joint;
import io.javagym.box2d.engine.dynamics.joints.LimitState;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import org.jspecify.annotations.Nullable;

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
  /** How many iterations are remembered; a power of 2. */
  static final int LONGEST_PERIOD = 8;

  Motion a = new Motion();
  Motion b = new Motion();
  private @Nullable RevoluteJoint joint;

  float mA;
  float iA;
  float mB;
  float iB;
  float rAx;
  float rAy;
  float rBx;
  float rBy;

  private float motorMass;
  private float motorSpeed;
  private float greatestMotorImpulse;
  float motorImpulse;

  /** -1 where the joint is at its lower limit, 1 at its upper, 0 between. */
  int limit;

  // The mass matrix.
  private float exX;
  private float exY;
  private float exZ;
  private float eyX;
  private float eyY;
  private float eyZ;
  float ezX;
  float ezY;
  private float ezZ;

  /** Its second column cross its third. */
  private float eyzX;

  private float eyzY;
  private float eyzZ;

  /** The inverse determinants of the matrix, and of its part without the angle. */
  private float det33;

  private float det22;

  // The sum of the impulses of all iterations.
  float sumX;
  float sumY;
  float sumZ;

  /** The number of iterations that are remembered or forgotten again. */
  private int done;

  // What the last of them did; number k is at k % LONGEST_PERIOD.
  private final float[] impulseX = new float[LONGEST_PERIOD];
  private final float[] impulseY = new float[LONGEST_PERIOD];
  private final float[] impulseZ = new float[LONGEST_PERIOD];
  private final float[] sumZBefore = new float[LONGEST_PERIOD];
  private final float[] motorImpulseBefore = new float[LONGEST_PERIOD];
  private final boolean[] released = new boolean[LONGEST_PERIOD];

  /**
   * Takes a joint's present constraint, which the engine has prepared.
   *
   * @param motions of the island's bodies
   * @param dt the length of the step, s
   */
  void load(RevoluteJoint joint, Motion[] motions, float dt) {
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
    done = 0;
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

  /**
   * One iteration.
   *
   * @param remember whether {@link #mayRepeat} is going to ask what it did
   */
  void solve(boolean remember) {
    float vAx = a.vx;
    float vAy = a.vy;
    float wA = a.w;
    float vBx = b.vx;
    float vBy = b.vy;
    float wB = b.w;

    float old = motorImpulse;
    motorImpulse = motor(old, wB - wA);
    float turn = motorImpulse - old;
    if (changes(turn, wA, wB)) {
      wA -= iA * turn;
      wB += iB * turn;
    }

    float cX = -wB * rBy + vBx - vAx - -wA * rAy;
    float cY = wB * rBx + vBy - vAy - wA * rAx;
    float x;
    float y;
    float z = 0.0f;
    boolean letsGo = false;
    float oldSumZ = sumZ;
    if (limit == 0) {
      x = solve22X(-cX, -cY);
      y = solve22Y(-cX, -cY);
      wA -= iA * (rAx * y - rAy * x);
      wB += iB * (rBx * y - rBy * x);
    } else {
      float cZ = wB - wA;
      z = -solve33Z(cX, cY, cZ);
      float newZ = sumZ + z;
      letsGo = limit < 0 ? newZ < 0.0f : newZ > 0.0f;
      if (letsGo) {
        float rhsX = ezX * sumZ - cX;
        float rhsY = ezY * sumZ - cY;
        x = solve22X(rhsX, rhsY);
        y = solve22Y(rhsX, rhsY);
        z = -sumZ;
        sumZ = 0.0f;
      } else {
        x = -solve33X(cX, cY, cZ);
        y = -solve33Y(cX, cY, cZ);
        sumZ = newZ;
      }
      wA -= iA * (rAx * y - rAy * x + z);
      wB += iB * (rBx * y - rBy * x + z);
    }
    if (remember) {
      remember(x, y, z, letsGo, oldSumZ, old);
    }
    sumX += x;
    sumY += y;
    a.vx = vAx - mA * x;
    a.vy = vAy - mA * y;
    a.w = wA;
    b.vx = vBx + mB * x;
    b.vy = vBy + mB * y;
    b.w = wB;
  }

  private void remember(
      float x, float y, float z, boolean letsGo, float oldSumZ, float oldMotorImpulse) {
    int slot = done++ & (LONGEST_PERIOD - 1);
    impulseX[slot] = x;
    impulseY[slot] = y;
    impulseZ[slot] = z;
    released[slot] = letsGo;
    sumZBefore[slot] = oldSumZ;
    motorImpulseBefore[slot] = oldMotorImpulse;
  }

  /**
   * Whether a motor that turns so much changes anything: not if it is at its limit. No need to wait
   * for its sums then, but -0 plus 0 is another 0.
   */
  static boolean changes(float turn, float wA, float wB) {
    return turn != 0.0f || wA == 0.0f || wB == 0.0f;
  }

  /**
   * The motor's impulse after an iteration.
   *
   * @param old the impulse before
   * @param speed of body B against A
   */
  float motor(float old, float speed) {
    float wanted = old + -motorMass * (speed - motorSpeed);
    float least = wanted < greatestMotorImpulse ? wanted : greatestMotorImpulse;
    return -greatestMotorImpulse > least ? -greatestMotorImpulse : least;
  }

  // The engine's Mat33.solve22ToOut and solve33ToOut, one number each.

  float solve22X(float x, float y) {
    return det22 * (eyY * x - eyX * y);
  }

  float solve22Y(float x, float y) {
    return det22 * (exX * y - exY * x);
  }

  float solve33X(float x, float y, float z) {
    return det33 * (x * eyzX + y * eyzY + z * eyzZ);
  }

  float solve33Y(float x, float y, float z) {
    return det33
        * (exX * (y * ezZ - z * ezY) + exY * (z * ezX - x * ezZ) + exZ * (x * ezY - y * ezX));
  }

  float solve33Z(float x, float y, float z) {
    return det33
        * (exX * (eyY * z - eyZ * y) + exY * (eyZ * x - eyX * z) + exZ * (eyX * y - eyY * x));
  }

  /**
   * Whether the next iterations are bound to do what the last ones did, if they begin with the same
   * motions, and as long as {@link #repeatable} allows.
   *
   * @param period how many iterations
   */
  boolean mayRepeat(int period) {
    if (bits(motorImpulse) != bits(motorImpulseBefore[slot(period)])) {
      return false;
    }
    if (limit != 0) {
      boolean letGo = released[slot(1)];
      for (int i = 1; i <= period; i++) {
        if (released[slot(i)] != letGo || (letGo && bits(sumZBefore[slot(i)]) != 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where the iteration before the next by so many stands. */
  private int slot(int ago) {
    return (done - ago) & (LONGEST_PERIOD - 1);
  }

  /**
   * How many iterations repeat before the limit lets go.
   *
   * @param most at most so many
   */
  int repeatable(int period, int most) {
    if (!holds()) {
      return most;
    }
    // Of the sum z and z plus an addend, z is a float itself, so that rounding moves the sum by no
    // more than the addend: so many steps can't go farther than twice the largest of them.
    float largest = 0.0f;
    for (int i = 1; i <= period; i++) {
      largest = Math.max(largest, limit * impulseZ[slot(i)]);
    }
    if (-limit * (double) sumZ >= 2.0 * most * largest) {
      return most;
    }
    float z = sumZ;
    int phase = period;
    for (int i = 0; i < most; i++) {
      z += impulseZ[slot(phase)];
      phase = phase == 1 ? period : phase - 1;
      if (limit < 0 ? z < 0.0f : z > 0.0f) {
        return i;
      }
    }
    return most;
  }

  /** Whether the joint is at a limit that pushes. */
  boolean holds() {
    return limit != 0 && !released[slot(1)];
  }

  /** Adds the impulses of the last iterations to the sums, one by one. */
  void repeat(int period, int times) {
    float x = sumX;
    float y = sumY;
    float z = sumZ;
    if (period == 1) {
      int slot = slot(1);
      float addX = impulseX[slot];
      float addY = impulseY[slot];
      float addZ = impulseZ[slot];
      for (int i = 0; i < times; i++) {
        x += addX;
        y += addY;
        z += addZ;
      }
    } else {
      int phase = period;
      for (int i = 0; i < times; i++) {
        int slot = slot(phase);
        phase = phase == 1 ? period : phase - 1;
        x += impulseX[slot];
        y += impulseY[slot];
        z += impulseZ[slot];
      }
    }
    sumX = x;
    sumY = y;
    if (holds()) {
      sumZ = z;
    }
  }

  /** Gives the sums back to the engine. */
  void store() {
    RevoluteJoint joint = requireNonNull(this.joint);
    Vec3 impulse = joint.m_impulse;
    impulse.x = sumX;
    impulse.y = sumY;
    impulse.z = sumZ;
    joint.m_motorImpulse = motorImpulse;
  }
}
