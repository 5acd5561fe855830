package io.javagym.box2d;

import io.javagym.box2d.engine.dynamics.Island;
import io.javagym.box2d.engine.dynamics.SolverData;
import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.Velocity;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Solves the velocities of an island of motorised revolute joints, such as a lander and its legs,
 * with the results of the engine's own loop to the last bit. Where it meets another joint, the
 * engine's loop does it.
 *
 * <p>An iteration solves each joint in turn, then each contact; the world asks for 180 of them, and
 * each operation waits for the one before: what counts is how long that chain is. Three things make
 * it fast. {@link FlatJoint} and {@link FlatContact} do the engine's operations without its
 * indirections. And most iterations need not be done:
 *
 * <p><b>Repetition.</b> Without contacts an iteration is a function of the motions and the motors'
 * impulses. The sums of the joints' impulses only go in at a limit: as to whether the joint lets
 * go, and as the impulse that it then gives back. Floats are discrete, and the function draws its
 * arguments together, so that after a few iterations they mostly come back with the same bits,
 * after one iteration or after a period of some ({@link JointPair} looks for that). From there the
 * iterations of a period give the same impulses again. The motions stay, and each sum grows by the
 * same addends, which {@link FlatJoint#repeat} adds as often as is left: one by one, since a sum of
 * floats rounds each time. A limit that holds is watched ({@link FlatJoint#repeatable}), and where
 * its sum comes to change sign the iterations go on in full. A limit that let go repeats only if
 * its sum was 0 before ({@link FlatJoint#mayRepeat}), since it gave that sum back.
 *
 * <p><b>Standing.</b> With contacts, motions come back in one solve of eight, and late, which is
 * not worth looking for. But nearly all of these are a pair of legs of which each stands on one
 * point, or one of them does: {@link JointPair} solves these with the joints, {@link FlatContact}
 * the rest.
 */
final class FastIsland extends Island {
  private static final FlatJoint[] NO_JOINTS = {};

  // Kept from one solve to the next, since garbage has its price too.
  private Motion[] motions = {};
  private final Motion[][] before = new Motion[FlatJoint.LONGEST_PERIOD][];
  private FlatJoint[] joints = {};
  private final Foot[] feet = {new Foot(), new Foot()};

  /** Of the feet, those that stand now. */
  private final @Nullable Foot[] standing = new Foot[feet.length];

  @Override
  protected boolean solveVelocities(SolverData data, ContactSolver contacts) {
    for (int i = 0; i < m_jointCount; i++) {
      if (!FlatJoint.canSolve(m_joints[i])) {
        return false;
      }
    }
    loadMotions(data.velocities);
    loadJoints(data.step.dt);
    int iterations = data.step.velocityIterations;
    if (contacts.m_count == 0) {
      iterateJoints(iterations);
    } else if (JointPair.isPair(joints) && loadFeet(contacts)) {
      JointPair.iterate(joints[0], joints[1], standing[0], standing[1], iterations);
    } else {
      iterateAll(joints, flat(contacts), iterations);
    }
    for (FlatJoint joint : joints) {
      joint.store();
    }
    storeMotions(data.velocities);
    return true;
  }

  private void loadJoints(float dt) {
    if (joints.length != m_jointCount) {
      joints = new FlatJoint[m_jointCount];
      Arrays.setAll(joints, i -> new FlatJoint());
    }
    for (int i = 0; i < joints.length; i++) {
      joints[i].load((RevoluteJoint) m_joints[i], motions, dt);
    }
  }

  /** Whether all contacts are feet, each of another leg of the pair. */
  private boolean loadFeet(ContactSolver contacts) {
    Arrays.fill(standing, null);
    for (int i = 0; i < contacts.m_count; i++) {
      ContactVelocityConstraint contact = contacts.m_velocityConstraints[i];
      int leg = motions[contact.indexB] == joints[0].b ? 0 : 1;
      if (!Foot.stands(contact, motions)
          || motions[contact.indexB] != joints[leg].b
          || standing[leg] != null) {
        return false;
      }
      feet[leg].load(contact);
      standing[leg] = feet[leg];
    }
    return true;
  }

  @Override
  protected boolean solveImpactVelocities(ContactSolver contacts, int iterations) {
    loadMotions(contacts.m_velocities);
    iterateAll(NO_JOINTS, flat(contacts), iterations);
    storeMotions(contacts.m_velocities);
    return true;
  }

  private FlatContact[] flat(ContactSolver contacts) {
    FlatContact[] flat = new FlatContact[contacts.m_count];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = new FlatContact(contacts.m_velocityConstraints[i], motions);
    }
    return flat;
  }

  private static void iterateAll(FlatJoint[] joints, FlatContact[] contacts, int iterations) {
    for (int i = 0; i < iterations; i++) {
      for (FlatJoint joint : joints) {
        joint.solve(false);
      }
      for (FlatContact contact : contacts) {
        contact.solve();
      }
    }
    for (FlatContact contact : contacts) {
      contact.store();
    }
  }

  private void iterateJoints(int iterations) {
    int done = 0;
    int left = iterations;
    if (JointPair.isPair(joints)) {
      left -= JointPair.iterate(joints[0], joints[1], null, null, left);
    }
    while (left > 0) {
      Motion[] now = before[done & (FlatJoint.LONGEST_PERIOD - 1)];
      for (int i = 0; i < m_bodyCount; i++) {
        now[i].set(motions[i]);
      }
      for (FlatJoint joint : joints) {
        joint.solve(true);
      }
      done++;
      left--;
      int period = periodOf(joints, done);
      if (period > 0) {
        left -= repeat(joints, period, left);
      }
    }
  }

  /** Repeats the last iterations as often as possible, and returns how many that was. */
  private static int repeat(FlatJoint[] joints, int period, int most) {
    int times = most;
    for (FlatJoint joint : joints) {
      times = joint.repeatable(period, times);
    }
    // Whole periods, so that the motions are those that stand there.
    times -= times % period;
    for (FlatJoint joint : joints) {
      joint.repeat(period, times);
    }
    return times;
  }

  /** The number of iterations after which all is as it was before them; 0 if none is known. */
  private int periodOf(FlatJoint[] joints, int done) {
    for (int period = 1; period <= Math.min(done, FlatJoint.LONGEST_PERIOD); period++) {
      if (isAsBefore(joints, period, before[(done - period) & (FlatJoint.LONGEST_PERIOD - 1)])) {
        return period;
      }
    }
    return 0;
  }

  private boolean isAsBefore(FlatJoint[] joints, int period, Motion[] then) {
    for (int i = 0; i < m_bodyCount; i++) {
      if (!motions[i].same(then[i])) {
        return false;
      }
    }
    for (FlatJoint joint : joints) {
      if (!joint.mayRepeat(period)) {
        return false;
      }
    }
    return true;
  }

  private void loadMotions(Velocity[] velocities) {
    if (motions.length < m_bodyCount) {
      motions = newMotions(m_bodyCount);
      for (int i = 0; i < before.length; i++) {
        before[i] = newMotions(m_bodyCount);
      }
    }
    for (int i = 0; i < m_bodyCount; i++) {
      motions[i].vx = velocities[i].v.x;
      motions[i].vy = velocities[i].v.y;
      motions[i].w = velocities[i].w;
    }
  }

  private static Motion[] newMotions(int count) {
    Motion[] motions = new Motion[count];
    for (int i = 0; i < count; i++) {
      motions[i] = new Motion();
    }
    return motions;
  }

  private void storeMotions(Velocity[] velocities) {
    for (int i = 0; i < m_bodyCount; i++) {
      velocities[i].v.x = motions[i].vx;
      velocities[i].v.y = motions[i].vy;
      velocities[i].w = motions[i].w;
    }
  }
}
