package io.javagym.box2d;

import static org.assertj.core.api.Assertions.assertThat;

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
      RandomContact.setRandom(solver.m_velocities[0], random);
    }
    RandomContact.setRandom(solver.m_velocities[1], random);

    ContactVelocityConstraint vc = solver.m_velocityConstraints[0];
    vc.indexA = 0;
    vc.indexB = 1;
    RandomContact.fill(vc, random, points, onGround);
    return solver;
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
