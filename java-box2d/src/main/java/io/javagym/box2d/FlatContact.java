package io.javagym.box2d;

import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;

/**
 * The velocity constraint of a contact of one or two points, as {@link
 * ContactSolver#solveVelocityConstraints} computes it: friction for each point, then the normal
 * impulse, of two points as a block. The same operations in the same order; it is faster since each
 * number is a field of its own.
 *
 * <p>Body B repeats what is done to body A, here and there with another sign: a method that did it
 * for either would have to give back three numbers.
 */
final class FlatContact {
  /** How many sums of impulses it has: along the normal and the tangent, of each point. */
  static final int IMPULSES = 4;

  private final Motion a;
  private final Motion b;
  private final float mA;
  private final float iA;
  private final float mB;
  private final float iB;
  private final float normalX;
  private final float normalY;
  private final float friction;
  private final float tangentSpeed;
  private final Point first;

  /** The same as {@link #first} where there is but one. */
  private final Point second;

  private final boolean isBlock;

  /**
   * Whether body A is at rest and has no inverse mass, like the ground: what the engine takes from
   * its velocity is then 0 times something, and 0 - 0 and 0 - -0 are 0. Without that the contacts
   * of one ground would wait for each other.
   */
  private final boolean stillA;

  // The matrix of the block and its inverse.
  private final float kExX;
  private final float kExY;
  private final float kEyX;
  private final float kEyY;
  private final float inverseExX;
  private final float inverseExY;
  private final float inverseEyX;
  private final float inverseEyY;

  /** A contact's present constraint, which the engine has prepared. */
  FlatContact(ContactVelocityConstraint vc, Motion[] motions) {
    a = motions[vc.indexA];
    b = motions[vc.indexB];
    mA = vc.invMassA;
    iA = vc.invIA;
    mB = vc.invMassB;
    iB = vc.invIB;
    normalX = vc.normal.x;
    normalY = vc.normal.y;
    friction = vc.friction;
    tangentSpeed = vc.tangentSpeed;
    isBlock = vc.pointCount == 2;
    stillA = mA == 0.0f && iA == 0.0f && a.isZero();
    first = new Point(vc.points[0]);
    second = isBlock ? new Point(vc.points[1]) : first;
    kExX = vc.K.ex.x;
    kExY = vc.K.ex.y;
    kEyX = vc.K.ey.x;
    kEyY = vc.K.ey.y;
    inverseExX = vc.normalMass.ex.x;
    inverseExY = vc.normalMass.ex.y;
    inverseEyX = vc.normalMass.ey.x;
    inverseEyY = vc.normalMass.ey.y;
  }

  /** A point of the contact: its arms, masses and sums of impulses. */
  private static final class Point {
    final VelocityConstraintPoint original;
    final float rAx;
    final float rAy;
    final float rBx;
    final float rBy;
    final float normalMass;
    final float tangentMass;
    final float velocityBias;
    float normalImpulse;
    float tangentImpulse;

    Point(VelocityConstraintPoint original) {
      this.original = original;
      rAx = original.rA.x;
      rAy = original.rA.y;
      rBx = original.rB.x;
      rBy = original.rB.y;
      normalMass = original.normalMass;
      tangentMass = original.tangentMass;
      velocityBias = original.velocityBias;
      normalImpulse = original.normalImpulse;
      tangentImpulse = original.tangentImpulse;
    }

    void store() {
      original.normalImpulse = normalImpulse;
      original.tangentImpulse = tangentImpulse;
    }
  }

  /** One iteration. */
  void solve() {
    float vAx = a.vx;
    float vAy = a.vy;
    float wA = a.w;
    float vBx = b.vx;
    float vBy = b.vy;
    float wB = b.w;
    float tangentX = normalY;
    float tangentY = -normalX;

    // Friction.
    for (Point p = first; ; p = second) {
      float dvX = relative(-wB * p.rBy + vBx, vAx, wA * p.rAy);
      float dvY = relative(wB * p.rBx + vBy, vAy, -(wA * p.rAx));
      float vt = minus(dvX * tangentX + dvY * tangentY, tangentSpeed);
      float wanted = p.tangentImpulse + p.tangentMass * -vt;
      float greatest = friction * p.normalImpulse;
      float least = wanted < greatest ? wanted : greatest;
      float impulse = -greatest > least ? -greatest : least;
      float lambda = impulse - p.tangentImpulse;
      p.tangentImpulse = impulse;
      float pX = tangentX * lambda;
      float pY = tangentY * lambda;
      if (!stillA) {
        vAx -= pX * mA;
        vAy -= pY * mA;
        wA -= iA * (p.rAx * pY - p.rAy * pX);
      }
      vBx += pX * mB;
      vBy += pY * mB;
      wB += iB * (p.rBx * pY - p.rBy * pX);
      if (p == second) {
        break;
      }
    }

    Point p = first;
    float dvX = relative(-wB * p.rBy + vBx, vAx, wA * p.rAy);
    float dvY = relative(wB * p.rBx + vBy, vAy, -(wA * p.rAx));
    float vn = dvX * normalX + dvY * normalY;
    if (isBlock) {
      Point q = second;
      float dv2X = relative(-wB * q.rBy + vBx, vAx, wA * q.rAy);
      float dv2Y = relative(wB * q.rBx + vBy, vAy, -(wA * q.rAx));
      float vn2 = dv2X * normalX + dv2Y * normalY;
      float oldX = p.normalImpulse;
      float oldY = q.normalImpulse;
      if (solveBlock(minus(vn, p.velocityBias), minus(vn2, q.velocityBias))) {
        float dX = p.normalImpulse - oldX;
        float dY = q.normalImpulse - oldY;
        float pX = normalX * dX;
        float pY = normalY * dX;
        float qX = normalX * dY;
        float qY = normalY * dY;
        if (!stillA) {
          vAx -= (pX + qX) * mA;
          vAy -= (pY + qY) * mA;
          wA -= iA * (p.rAx * pY - p.rAy * pX + (q.rAx * qY - q.rAy * qX));
        }
        vBx += (pX + qX) * mB;
        vBy += (pY + qY) * mB;
        wB += iB * (p.rBx * pY - p.rBy * pX + (q.rBx * qY - q.rBy * qX));
      }
    } else {
      float wanted = p.normalImpulse + -p.normalMass * minus(vn, p.velocityBias);
      float impulse = wanted > 0.0f ? wanted : 0.0f;
      float lambda = impulse - p.normalImpulse;
      p.normalImpulse = impulse;
      float pX = normalX * lambda;
      float pY = normalY * lambda;
      if (!stillA) {
        vAx -= pX * mA;
        vAy -= pY * mA;
        wA -= iA * (p.rAx * pY - p.rAy * pX);
      }
      vBx += pX * mB;
      vBy += pY * mB;
      wB += iB * (p.rBx * pY - p.rBy * pX);
    }

    if (!stillA) {
      a.vx = vAx;
      a.vy = vAy;
      a.w = wA;
    }
    b.vx = vBx;
    b.vy = vBy;
    b.w = wB;
  }

  /**
   * {@code b - a + turn}. Where A stands still it is b, but that -0 may become 0: no need to wait
   * for two sums.
   */
  private float relative(float b, float a, float turn) {
    return stillA && b != 0.0f ? b : b - a + turn;
  }

  /** {@code x - y}, which is x itself where y is 0. */
  private static float minus(float x, float y) {
    return Float.floatToRawIntBits(y) == 0 ? x : x - y;
  }

  /**
   * Finds both normal impulses at once: the first of four cases in which no point pulls and none
   * goes in.
   *
   * @return false where there is none; the impulses are then as before
   */
  private boolean solveBlock(float speedX, float speedY) {
    Point p = first;
    Point q = second;
    float bX = speedX - (kExX * p.normalImpulse + kEyX * q.normalImpulse);
    float bY = speedY - (kExY * p.normalImpulse + kEyY * q.normalImpulse);

    // Both points stay.
    float x = -(inverseExX * bX + inverseEyX * bY);
    float y = -(inverseExY * bX + inverseEyY * bY);
    if (!(x >= 0.0f && y >= 0.0f)) {
      // The second leaves.
      x = -p.normalMass * bX;
      y = 0.0f;
      if (!(x >= 0.0f && kExY * x + bY >= 0.0f)) {
        // The first leaves.
        x = 0.0f;
        y = -q.normalMass * bY;
        if (!(y >= 0.0f && kEyX * y + bX >= 0.0f)) {
          // Both leave.
          y = 0.0f;
          if (!(bX >= 0.0f && bY >= 0.0f)) {
            return false;
          }
        }
      }
    }
    p.normalImpulse = x;
    q.normalImpulse = y;
    return true;
  }

  /** Copies the bits of the sums of impulses. */
  void copyImpulses(int[] to, int at) {
    to[at] = Motion.bits(first.normalImpulse);
    to[at + 1] = Motion.bits(first.tangentImpulse);
    to[at + 2] = Motion.bits(second.normalImpulse);
    to[at + 3] = Motion.bits(second.tangentImpulse);
  }

  /** Whether the sums of impulses have these bits. */
  boolean hasImpulses(int[] bits, int at) {
    return bits[at] == Motion.bits(first.normalImpulse)
        && bits[at + 1] == Motion.bits(first.tangentImpulse)
        && bits[at + 2] == Motion.bits(second.normalImpulse)
        && bits[at + 3] == Motion.bits(second.tangentImpulse);
  }

  /** Gives the sums back to the engine. */
  void store() {
    first.store();
    second.store();
  }
}
