package io.javagym.box2d;

import io.javagym.box2d.engine.dynamics.Island;
import io.javagym.box2d.engine.dynamics.SolverData;
import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.Velocity;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;

/**
 * Solves the velocities of an island of motorised revolute joints, such as a lander and its legs,
 * with the results of the engine's own loop to the last bit. Where it meets another joint, the
 * engine's loop does it.
 *
 * <p>An iteration solves each joint in turn, then each contact; the world asks for 180 of them. Two
 * things make it fast. {@link FlatJoint} and {@link FlatContact} do the engine's operations without
 * its indirections. And most iterations need not be done:
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
 * its sum was 0 before ({@link FlatJoint#mayRepeat}), since it gave that sum back. With contacts,
 * motions come back in one solve of twenty, which is not worth looking for.
 */
final class FastIsland extends Island {
  private static final FlatJoint[] NO_JOINTS = {};

  private Motion[] motions = {};
  private final Motion[][] before = new Motion[FlatJoint.LONGEST_PERIOD][];

  @Override
  protected boolean solveVelocities(SolverData data, ContactSolver contacts) {
    for (int i = 0; i < m_jointCount; i++) {
      if (!FlatJoint.canSolve(m_joints[i])) {
        return false;
      }
    }
    loadMotions(data.velocities);
    FlatJoint[] joints = new FlatJoint[m_jointCount];
    for (int i = 0; i < joints.length; i++) {
      joints[i] = new FlatJoint((RevoluteJoint) m_joints[i], motions, data.step.dt);
    }
    if (contacts.m_count == 0) {
      iterateJoints(joints, data.step.velocityIterations);
    } else {
      iterateAll(joints, flat(contacts), data.step.velocityIterations);
    }
    for (FlatJoint joint : joints) {
      joint.store();
    }
    storeMotions(data.velocities);
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

  private void iterateJoints(FlatJoint[] joints, int iterations) {
    int done = 0;
    int left = iterations;
    if (JointPair.isPair(joints)) {
      left -= JointPair.iterate(joints[0], joints[1], left);
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
