package io.javagym.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;
import io.javagym.box2d.engine.dynamics.contacts.Velocity;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A lander that stands has the engine's bits, whichever way it stands. */
class FootTest {
  private static final int SCENES = 4000;
  private static final int GROUND = 3;

  /** A body with two others on joints, and ground with contacts to some of them. */
  private static final class Scene {
    final JointScene joints;
    final ContactSolver contacts = new ContactSolver();

    /** The bodies that stand: 0 for the one in the middle, 1 and 2 for the legs. */
    Scene(int seed, int points, int... bodies) {
      Random random = new Random(seed);
      joints = new JointScene(random);
      joints.data.velocities = Arrays.copyOf(joints.data.velocities, GROUND + 1);
      joints.data.velocities[GROUND] = new Velocity();
      // Where things come to rest, exact zeros are common.
      for (Velocity velocity : joints.data.velocities) {
        if (random.nextInt(3) == 0) {
          velocity.v.set(random.nextBoolean() ? 0.0f : -0.0f, 0);
          velocity.w = random.nextBoolean() || velocity == joints.data.velocities[GROUND] ? 0 : -0f;
        }
      }
      joints.data.velocities[GROUND].v.setZero();
      contacts.m_count = bodies.length;
      contacts.m_velocities = joints.data.velocities;
      for (int i = 0; i < bodies.length; i++) {
        ContactVelocityConstraint vc = contacts.m_velocityConstraints[i];
        vc.indexA = GROUND;
        vc.indexB = bodies[i];
        RandomContact.fill(vc, random, points, true);
        if (random.nextInt(4) > 0) {
          vc.normal.set(random.nextBoolean() ? 0.0f : -0.0f, 1);
        }
      }
    }

    void iterateAsTheEngine(int times) {
      for (int i = 0; i < times; i++) {
        joints.iterate(1);
        contacts.solveVelocityConstraints();
      }
    }

    void iterateFast(int times) {
      FastIsland island = new FastIsland();
      island.m_joints = joints.joints;
      island.m_jointCount = joints.joints.length;
      island.m_bodyCount = joints.data.velocities.length;
      joints.data.step.velocityIterations = times;
      assertThat(island.solveVelocities(joints.data, contacts)).isTrue();
    }

    int[] bits() {
      int[] ofJoints = JointScene.bits(joints.motions(), joints.joints);
      int[] bits = Arrays.copyOf(ofJoints, ofJoints.length + 4 * contacts.m_count);
      int n = ofJoints.length;
      for (int i = 0; i < contacts.m_count; i++) {
        for (VelocityConstraintPoint point : contacts.m_velocityConstraints[i].points) {
          bits[n++] = Motion.bits(point.normalImpulse);
          bits[n++] = Motion.bits(point.tangentImpulse);
        }
      }
      return bits;
    }
  }

  private static void assertEqualsTheEngines(int iterations, int points, int... bodies) {
    for (int seed = 0; seed < SCENES; seed++) {
      Scene original = new Scene(seed, points, bodies);
      Scene fast = new Scene(seed, points, bodies);
      if (!Arrays.stream(fast.joints.joints).allMatch(FlatJoint::canSolve)) {
        continue;
      }
      original.iterateAsTheEngine(iterations);
      fast.iterateFast(iterations);

      assertThat(fast.bits()).as("seed %d", seed).isEqualTo(original.bits());
    }
  }

  /** Zeros of both signs among all its numbers, which the legs of a lander hardly have. */
  @Test
  void alone() {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < 50_000; seed++) {
      ContactSolver original = footAlone(seed);
      ContactSolver fast = footAlone(seed);
      ContactVelocityConstraint contact = fast.m_velocityConstraints[0];
      VelocityConstraintPoint point = contact.points[0];
      Velocity body = fast.m_velocities[1];
      seen.add(
          (contact.normal.y == 1 ? "level" : "slope")
              + (body.w == 0 ? "" : ", turns")
              + (point.normalImpulse == 0 ? "" : ", weight")
              + (point.tangentImpulse == 0 ? "" : ", friction"));
      original.solveVelocityConstraints();
      solve(contact, body);

      assertThat(bits(fast)).as("seed %d", seed).isEqualTo(bits(original));
    }
    // No friction without weight, but all else.
    assertThat(seen).hasSize(12);
  }

  private static ContactSolver footAlone(int seed) {
    Random random = new Random(seed);
    ContactSolver solver = new ContactSolver();
    solver.m_count = 1;
    solver.m_velocities = new Velocity[] {new Velocity(), new Velocity()};
    RandomContact.setRandom(solver.m_velocities[1], random);
    ContactVelocityConstraint vc = solver.m_velocityConstraints[0];
    vc.indexB = 1;
    RandomContact.fill(vc, random, 1, true);
    if (random.nextBoolean()) {
      vc.normal.set(random.nextBoolean() ? 0.0f : -0.0f, 1);
    }
    return solver;
  }

  /** What {@link JointPair} does in each iteration. */
  private static void solve(ContactVelocityConstraint contact, Velocity body) {
    Foot foot = new Foot();
    foot.load(contact);
    float vX = body.v.x;
    float vY = body.v.y;
    float w = body.w;
    float tangent = foot.friction(vX, vY, w, foot.tangentImpulse(), foot.normalImpulse());
    float push = tangent - foot.tangentImpulse();
    vX = foot.slidX(vX, push);
    vY = foot.slidY(vY, push);
    w = foot.slidW(w, push);
    float normal = foot.normal(vX, vY, w, foot.normalImpulse());
    push = normal - foot.normalImpulse();
    body.v.x = foot.liftedX(vX, push);
    body.v.y = foot.liftedY(vY, push);
    body.w = foot.liftedW(w, push);
    foot.store(normal, tangent);
  }

  private static int[] bits(ContactSolver solver) {
    Velocity body = solver.m_velocities[1];
    VelocityConstraintPoint point = solver.m_velocityConstraints[0].points[0];
    return new int[] {
      Motion.bits(body.v.x),
      Motion.bits(body.v.y),
      Motion.bits(body.w),
      Motion.bits(point.normalImpulse),
      Motion.bits(point.tangentImpulse)
    };
  }

  @Test
  void onBothLegs() {
    assertEqualsTheEngines(60, 1, 1, 2);
    assertEqualsTheEngines(2, 1, 2, 1);
  }

  @Test
  void onOneLeg() {
    assertEqualsTheEngines(20, 1, 1);
    assertEqualsTheEngines(20, 1, 2);
  }

  /** These are for {@link FlatContact}. */
  @Test
  void inAnyOtherWay() {
    assertEqualsTheEngines(5, 2, 1, 2);
    assertEqualsTheEngines(5, 1, 1, 1);
    assertEqualsTheEngines(5, 1, 0);
    assertEqualsTheEngines(5, 1, 0, 1, 2);
  }

  @Test
  void movingGroundIsNone() {
    Scene scene = new Scene(1, 1, 1);
    ContactVelocityConstraint contact = scene.contacts.m_velocityConstraints[0];
    assertThat(Foot.stands(contact, scene.joints.motions())).isTrue();

    scene.joints.data.velocities[GROUND].v.x = -0.0f;
    assertThat(Foot.stands(contact, scene.joints.motions())).isFalse();
    scene.joints.data.velocities[GROUND].v.x = 0;
    contact.invMassA = 1;
    assertThat(Foot.stands(contact, scene.joints.motions())).isFalse();
  }

  /** What the scenes come to; without it they might pass over a shortcut or its exception. */
  @Test
  void theScenesReachEveryBranch() {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SCENES; seed++) {
      Scene scene = new Scene(seed, 1, 1);
      ContactVelocityConstraint contact = scene.contacts.m_velocityConstraints[0];
      VelocityConstraintPoint point = contact.points[0];
      Velocity leg = scene.joints.data.velocities[1];
      scene.joints.iterate(1);
      String ground = contact.normal.y == 1 ? "level, " : "slope, ";
      seen.add(ground + (leg.w == 0 ? "no turn" : "turns"));
      seen.add(ground + (point.normalImpulse == 0 ? "no weight" : "weight"));
      seen.add(ground + (point.tangentImpulse == 0 ? "no friction" : "friction"));
      scene.contacts.solveVelocityConstraints();
      float greatest = contact.friction * point.normalImpulse;
      seen.add(Math.abs(point.tangentImpulse) < greatest ? "holds" : "slides");
      seen.add(point.normalImpulse > 0 ? "pushes" : "lifts off");
    }
    assertThat(seen)
        .contains(
            "level, turns",
            "level, weight",
            "level, no weight",
            "level, friction",
            "level, no friction",
            "slope, turns",
            "holds",
            "slides",
            "pushes",
            "lifts off");
  }
}
