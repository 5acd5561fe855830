package io.javagym.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.box2d.engine.common.Mat22;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;
import io.javagym.box2d.engine.dynamics.contacts.Velocity;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contact's solution has the engine's bits. */
class FlatContactTest {
  private static final int CONTACTS = 20_000;
  private static final int ITERATIONS = 3;

  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "2, true", "2, false"})
  void equalsTheEngines(int points, boolean onGround) {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < CONTACTS; seed++) {
      ContactSolver original = contact(new Random(seed), points, onGround);
      ContactSolver other = contact(new Random(seed), points, onGround);
      Motion[] motions = motions(other);
      FlatContact fast = new FlatContact(other.m_velocityConstraints[0], motions);
      for (int i = 0; i < ITERATIONS; i++) {
        original.solveVelocityConstraints();
        fast.solve();
      }
      fast.store();

      assertThat(bits(other, motions))
          .as("seed %d", seed)
          .isEqualTo(bits(original, motions(original)));
      seen.add(outcome(original.m_velocityConstraints[0]));
    }
    assertThat(seen).hasSize(points == 1 ? 2 : 4);
  }

  /** Which points push in the end. */
  private static String outcome(ContactVelocityConstraint vc) {
    return (vc.points[0].normalImpulse > 0 ? "first " : "")
        + (vc.points[1].normalImpulse > 0 && vc.pointCount == 2 ? "second" : "");
  }

  private static ContactSolver contact(Random random, int points, boolean onGround) {
    ContactSolver solver = new ContactSolver();
    solver.m_count = 1;
    solver.m_velocities = new Velocity[] {new Velocity(), new Velocity()};
    if (!onGround) {
      setRandom(solver.m_velocities[0], random);
    }
    setRandom(solver.m_velocities[1], random);

    ContactVelocityConstraint vc = solver.m_velocityConstraints[0];
    vc.indexA = 0;
    vc.indexB = 1;
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
    return solver;
  }

  private static void setRandom(Velocity velocity, Random random) {
    setRandom(velocity.v, random);
    velocity.w = around(random);
  }

  private static void setRandom(Vec2 vector, Random random) {
    vector.set(around(random), around(random));
  }

  private static float around(Random random) {
    // Zeros of both signs are where a shortcut would show.
    return switch (random.nextInt(12)) {
      case 0 -> 0.0f;
      case 1 -> -0.0f;
      default -> 2 * random.nextFloat() - 1;
    };
  }

  private static Motion[] motions(ContactSolver solver) {
    Motion[] motions = {new Motion(), new Motion()};
    for (int i = 0; i < motions.length; i++) {
      motions[i].vx = solver.m_velocities[i].v.x;
      motions[i].vy = solver.m_velocities[i].v.y;
      motions[i].w = solver.m_velocities[i].w;
    }
    return motions;
  }

  private static int[] bits(ContactSolver solver, Motion[] motions) {
    VelocityConstraintPoint[] points = solver.m_velocityConstraints[0].points;
    return new int[] {
      Motion.bits(motions[0].vx),
      Motion.bits(motions[0].vy),
      Motion.bits(motions[0].w),
      Motion.bits(motions[1].vx),
      Motion.bits(motions[1].vy),
      Motion.bits(motions[1].w),
      Motion.bits(points[0].normalImpulse),
      Motion.bits(points[0].tangentImpulse),
      Motion.bits(points[1].normalImpulse),
      Motion.bits(points[1].tangentImpulse)
    };
  }
}
