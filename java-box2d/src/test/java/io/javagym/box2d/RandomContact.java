package io.javagym.box2d;

import io.javagym.box2d.engine.common.Mat22;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;
import io.javagym.box2d.engine.dynamics.contacts.Velocity;
import java.util.Random;

/** Random numbers for a contact, as the engine has prepared it before its iterations. */
final class RandomContact {
  private RandomContact() {}

  /** Sets all but the bodies. */
  static void fill(ContactVelocityConstraint vc, Random random, int points, boolean onGround) {
    vc.invMassA = onGround ? 0 : random.nextFloat();
    vc.invIA = onGround ? 0 : random.nextFloat();
    vc.invMassB = random.nextFloat();
    vc.invIB = random.nextFloat();
    vc.friction = random.nextFloat() / 2;
    vc.tangentSpeed = random.nextInt(4) == 0 ? random.nextFloat() : 0;
    vc.pointCount = points;
    double angle = 6.28 * random.nextFloat();
    vc.normal.set((float) Math.cos(angle), (float) Math.sin(angle));
    for (VelocityConstraintPoint point : vc.points) {
      setRandom(point.rA, random);
      setRandom(point.rB, random);
      point.normalImpulse = Math.max(0, around(random));
      point.tangentImpulse = around(random) * vc.friction * point.normalImpulse;
      point.normalMass = random.nextFloat();
      point.tangentMass = random.nextFloat();
      point.velocityBias = random.nextInt(4) == 0 ? random.nextFloat() : 0;
    }
    vc.K.ex.set(1 + random.nextFloat(), around(random));
    vc.K.ey.set(vc.K.ex.y, 1 + random.nextFloat());
    Mat22 inverse = new Mat22();
    vc.K.invertToOut(inverse);
    vc.normalMass.set(inverse);
  }

  static void setRandom(Velocity velocity, Random random) {
    setRandom(velocity.v, random);
    velocity.w = around(random);
  }

  private static void setRandom(Vec2 vector, Random random) {
    vector.set(around(random), around(random));
  }

  static float around(Random random) {
    // Zeros of both signs are where a shortcut would show.
    return switch (random.nextInt(12)) {
      case 0 -> 0.0f;
      case 1 -> -0.0f;
      default -> 2 * random.nextFloat() - 1;
    };
  }
}
