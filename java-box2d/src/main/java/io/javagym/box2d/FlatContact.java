package io.javagym.box2d;

import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;

/**
 * The velocity constraint of a contact of one or two points, as {@link
 * ContactSolver#solveVelocityConstraints} computes it: friction for each point, then the normal
 * impulse, of two points as a block. The same operations in the same order; it is faster since each
 * number is a field of its own.
 */
final class FlatContact {
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
    solveFriction(first);
    if (isBlock) {
      solveFriction(second);
      solveBlock();
    } else {
      solveNormal(first);
    }
  }

  private void solveFriction(Point p) {
    float tangentX = normalY;
    float tangentY = -normalX;
    float vt = relativeX(p) * tangentX + relativeY(p) * tangentY - tangentSpeed;
    float lambda = p.tangentMass * -vt;
    float greatest = friction * p.normalImpulse;
    float wanted = p.tangentImpulse + lambda;
    float least = wanted < greatest ? wanted : greatest;
    float impulse = -greatest > least ? -greatest : least;
    lambda = impulse - p.tangentImpulse;
    p.tangentImpulse = impulse;
    push(p, tangentX * lambda, tangentY * lambda);
  }

  private void solveNormal(Point p) {
    float vn = relativeX(p) * normalX + relativeY(p) * normalY;
    float wanted = p.normalImpulse + -p.normalMass * (vn - p.velocityBias);
    float impulse = wanted > 0.0f ? wanted : 0.0f;
    float lambda = impulse - p.normalImpulse;
    p.normalImpulse = impulse;
    push(p, normalX * lambda, normalY * lambda);
  }

  /** The velocity of body B against A at a point. */
  private float relativeX(Point p) {
    return -b.w * p.rBy + b.vx - a.vx + a.w * p.rAy;
  }

  private float relativeY(Point p) {
    return b.w * p.rBx + b.vy - a.vy - a.w * p.rAx;
  }

  private void push(Point p, float x, float y) {
    a.vx -= x * mA;
    a.vy -= y * mA;
    a.w -= iA * (p.rAx * y - p.rAy * x);
    b.vx += x * mB;
    b.vy += y * mB;
    b.w += iB * (p.rBx * y - p.rBy * x);
  }

  /**
   * Both normal impulses at once: the first of four cases that leaves no point pulling and none
   * going in. Where none does, nothing happens.
   */
  private void solveBlock() {
    Point p = first;
    Point q = second;
    float oldX = p.normalImpulse;
    float oldY = q.normalImpulse;
    float bX = relativeX(p) * normalX + relativeY(p) * normalY - p.velocityBias;
    float bY = relativeX(q) * normalX + relativeY(q) * normalY - q.velocityBias;
    bX -= kExX * oldX + kEyX * oldY;
    bY -= kExY * oldX + kEyY * oldY;

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
            return;
          }
        }
      }
    }
    pushBlock(x, y, x - oldX, y - oldY);
  }

  private void pushBlock(float x, float y, float dX, float dY) {
    Point p = first;
    Point q = second;
    float pX = normalX * dX;
    float pY = normalY * dX;
    float qX = normalX * dY;
    float qY = normalY * dY;
    float sumX = pX + qX;
    float sumY = pY + qY;
    a.vx -= sumX * mA;
    a.vy -= sumY * mA;
    b.vx += sumX * mB;
    b.vy += sumY * mB;
    a.w -= iA * (p.rAx * pY - p.rAy * pX + (q.rAx * qY - q.rAy * qX));
    b.w += iB * (p.rBx * pY - p.rBy * pX + (q.rBx * qY - q.rBy * qX));
    p.normalImpulse = x;
    q.normalImpulse = y;
  }

  /** Gives the sums back to the engine. */
  void store() {
    first.store();
    second.store();
  }
}
