package io.javagym.box2d;

import static io.javagym.box2d.Motion.bits;

import org.jspecify.annotations.Nullable;

/**
 * Two revolute joints on one body, such as a lander's legs, each of which may have a {@link Foot}
 * on the ground, solved in turn: what {@link FlatJoint#solve} does for each, with all numbers in
 * local variables, so that none waits for memory between two iterations. Names end in 1 or 2 for
 * the joint; A is the common body.
 *
 * <p>The second joint repeats what the first does, and so does its foot. That is on purpose: a
 * method gives back one number, and these blocks change eight, which as fields of an object would
 * be in memory again. The feet are solved after both joints, as the engine does; one does not touch
 * what the other reads, so their order is free.
 */
final class JointPair {
  private JointPair() {}

  /** Whether the joints hang on one body. */
  static boolean isPair(FlatJoint[] joints) {
    return joints.length == 2 && joints[0].a == joints[1].a && joints[0].b != joints[1].b;
  }

  /**
   * Iterates until the motions and the motors' impulses come back to what they were at most {@link
   * FlatJoint#LONGEST_PERIOD} iterations ago. It looks back at one anchor only, which moves on now
   * and then, so it may see that a few iterations late. With a foot it does not look.
   *
   * @param foot1 the foot of the first joint's body, if it stands
   * @return how many iterations it did; at most {@code most}
   */
  static int iterate(
      FlatJoint one, FlatJoint two, @Nullable Foot foot1, @Nullable Foot foot2, int most) {
    final Motion a = one.a;
    final Motion b1 = one.b;
    final Motion b2 = two.b;
    float vAx = a.vx;
    float vAy = a.vy;
    float wA = a.w;
    float vBx1 = b1.vx;
    float vBy1 = b1.vy;
    float wB1 = b1.w;
    float vBx2 = b2.vx;
    float vBy2 = b2.vy;
    float wB2 = b2.w;
    float motor1 = one.motorImpulse;
    float motor2 = two.motorImpulse;
    float sumX1 = one.sumX;
    float sumY1 = one.sumY;
    float sumZ1 = one.sumZ;
    float sumX2 = two.sumX;
    float sumY2 = two.sumY;
    float sumZ2 = two.sumZ;

    float normal1 = foot1 == null ? 0.0f : foot1.normalImpulse();
    float tangent1 = foot1 == null ? 0.0f : foot1.tangentImpulse();
    float normal2 = foot2 == null ? 0.0f : foot2.normalImpulse();
    float tangent2 = foot2 == null ? 0.0f : foot2.tangentImpulse();
    final boolean stands = foot1 != null || foot2 != null;

    final int limit1 = one.limit;
    final int limit2 = two.limit;
    final float mA = one.mA;
    final float iA = one.iA;
    final float mB1 = one.mB;
    final float iB1 = one.iB;
    final float mB2 = two.mB;
    final float iB2 = two.iB;
    final float rAx1 = one.rAx;
    final float rAy1 = one.rAy;
    final float rBx1 = one.rBx;
    final float rBy1 = one.rBy;
    final float rAx2 = two.rAx;
    final float rAy2 = two.rAy;
    final float rBx2 = two.rBx;
    final float rBy2 = two.rBy;

    // The state at the anchor.
    float anchorVAx = vAx;
    float anchorVAy = vAy;
    int anchorWA = bits(wA);
    float anchorVBx1 = vBx1;
    float anchorVBy1 = vBy1;
    float anchorWB1 = wB1;
    float anchorVBx2 = vBx2;
    float anchorVBy2 = vBy2;
    float anchorWB2 = wB2;
    float anchorMotor1 = motor1;
    float anchorMotor2 = motor2;
    int nextAnchor = 4;

    int done = 0;
    while (done < most) {
      float old = motor1;
      motor1 = one.motor(old, wB1 - wA);
      float turn = motor1 - old;
      if (FlatJoint.changes(turn, wA, wB1)) {
        wA -= iA * turn;
        wB1 += iB1 * turn;
      }
      float cX = vBx1 - wB1 * rBy1 - vAx + wA * rAy1;
      float cY = vBy1 + wB1 * rBx1 - vAy - wA * rAx1;
      float x;
      float y;
      float cross;
      float crossB;
      if (limit1 == 0) {
        x = one.solve22X(-cX, -cY);
        y = one.solve22Y(-cX, -cY);
        cross = rAx1 * y - rAy1 * x;
        crossB = rBx1 * y - rBy1 * x;
      } else {
        float cZ = wB1 - wA;
        float z = -one.solve33Z(cX, cY, cZ);
        float newZ = sumZ1 + z;
        if (limit1 < 0 ? newZ < 0.0f : newZ > 0.0f) {
          float rhsX = one.ezX * sumZ1 - cX;
          float rhsY = one.ezY * sumZ1 - cY;
          x = one.solve22X(rhsX, rhsY);
          y = one.solve22Y(rhsX, rhsY);
          z = -sumZ1;
          sumZ1 = 0.0f;
        } else {
          x = -one.solve33X(cX, cY, cZ);
          y = -one.solve33Y(cX, cY, cZ);
          sumZ1 = newZ;
        }
        cross = rAx1 * y - rAy1 * x + z;
        crossB = rBx1 * y - rBy1 * x + z;
      }
      sumX1 += x;
      sumY1 += y;
      vAx -= mA * x;
      vAy -= mA * y;
      wA -= iA * cross;
      vBx1 += mB1 * x;
      vBy1 += mB1 * y;
      wB1 += iB1 * crossB;

      old = motor2;
      motor2 = two.motor(old, wB2 - wA);
      turn = motor2 - old;
      if (FlatJoint.changes(turn, wA, wB2)) {
        wA -= iA * turn;
        wB2 += iB2 * turn;
      }
      cX = vBx2 - wB2 * rBy2 - vAx + wA * rAy2;
      cY = vBy2 + wB2 * rBx2 - vAy - wA * rAx2;
      if (limit2 == 0) {
        x = two.solve22X(-cX, -cY);
        y = two.solve22Y(-cX, -cY);
        cross = rAx2 * y - rAy2 * x;
        crossB = rBx2 * y - rBy2 * x;
      } else {
        float cZ = wB2 - wA;
        float z = -two.solve33Z(cX, cY, cZ);
        float newZ = sumZ2 + z;
        if (limit2 < 0 ? newZ < 0.0f : newZ > 0.0f) {
          float rhsX = two.ezX * sumZ2 - cX;
          float rhsY = two.ezY * sumZ2 - cY;
          x = two.solve22X(rhsX, rhsY);
          y = two.solve22Y(rhsX, rhsY);
          z = -sumZ2;
          sumZ2 = 0.0f;
        } else {
          x = -two.solve33X(cX, cY, cZ);
          y = -two.solve33Y(cX, cY, cZ);
          sumZ2 = newZ;
        }
        cross = rAx2 * y - rAy2 * x + z;
        crossB = rBx2 * y - rBy2 * x + z;
      }
      sumX2 += x;
      sumY2 += y;
      vAx -= mA * x;
      vAy -= mA * y;
      wA -= iA * cross;
      vBx2 += mB2 * x;
      vBy2 += mB2 * y;
      wB2 += iB2 * crossB;

      if (foot1 != null) {
        float impulse = foot1.friction(vBx1, vBy1, wB1, tangent1, normal1);
        float push = impulse - tangent1;
        tangent1 = impulse;
        vBx1 = foot1.slidX(vBx1, push);
        vBy1 = foot1.slidY(vBy1, push);
        wB1 = foot1.slidW(wB1, push);
        impulse = foot1.normal(vBx1, vBy1, wB1, normal1);
        push = impulse - normal1;
        normal1 = impulse;
        vBx1 = foot1.liftedX(vBx1, push);
        vBy1 = foot1.liftedY(vBy1, push);
        wB1 = foot1.liftedW(wB1, push);
      }
      if (foot2 != null) {
        float impulse = foot2.friction(vBx2, vBy2, wB2, tangent2, normal2);
        float push = impulse - tangent2;
        tangent2 = impulse;
        vBx2 = foot2.slidX(vBx2, push);
        vBy2 = foot2.slidY(vBy2, push);
        wB2 = foot2.slidW(wB2, push);
        impulse = foot2.normal(vBx2, vBy2, wB2, normal2);
        push = impulse - normal2;
        normal2 = impulse;
        vBx2 = foot2.liftedX(vBx2, push);
        vBy2 = foot2.liftedY(vBy2, push);
        wB2 = foot2.liftedW(wB2, push);
      }
      done++;
      if (stands) {
        continue;
      }
      if (bits(wA) == anchorWA
          && bits(vAx) == bits(anchorVAx)
          && bits(vAy) == bits(anchorVAy)
          && bits(vBx1) == bits(anchorVBx1)
          && bits(vBy1) == bits(anchorVBy1)
          && bits(wB1) == bits(anchorWB1)
          && bits(vBx2) == bits(anchorVBx2)
          && bits(vBy2) == bits(anchorVBy2)
          && bits(wB2) == bits(anchorWB2)
          && bits(motor1) == bits(anchorMotor1)
          && bits(motor2) == bits(anchorMotor2)) {
        break;
      }
      if (done == nextAnchor) {
        nextAnchor += FlatJoint.LONGEST_PERIOD;
        anchorVAx = vAx;
        anchorVAy = vAy;
        anchorWA = bits(wA);
        anchorVBx1 = vBx1;
        anchorVBy1 = vBy1;
        anchorWB1 = wB1;
        anchorVBx2 = vBx2;
        anchorVBy2 = vBy2;
        anchorWB2 = wB2;
        anchorMotor1 = motor1;
        anchorMotor2 = motor2;
      }
    }

    a.vx = vAx;
    a.vy = vAy;
    a.w = wA;
    b1.vx = vBx1;
    b1.vy = vBy1;
    b1.w = wB1;
    b2.vx = vBx2;
    b2.vy = vBy2;
    b2.w = wB2;
    one.motorImpulse = motor1;
    two.motorImpulse = motor2;
    one.sumX = sumX1;
    one.sumY = sumY1;
    one.sumZ = sumZ1;
    two.sumX = sumX2;
    two.sumY = sumY2;
    two.sumZ = sumZ2;
    if (foot1 != null) {
      foot1.store(normal1, tangent1);
    }
    if (foot2 != null) {
      foot2.store(normal2, tangent2);
    }
    return done;
  }
}
