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
 * Solves the velocities of an island of motorised revolute joints, such as a lander or a walker and
 * its legs, with the results of the engine's own loop to the last bit. Where it meets another
 * joint, the engine's loop does it.
 *
 * <p>An iteration solves each joint in turn, then each contact; the world asks for 180 of them, and
 * each operation waits for the one before: what counts is how long that chain is. Three things make
 * it fast. {@link FlatJoint} and {@link FlatContact} do the engine's operations without its
 * indirections. And most iterations need not be done:
 *
 * <p><b>Repetition.</b> An iteration is a function of the motions and of the impulses of motors and
 * contacts. The sums of the joints' impulses only go in at a limit: as to whether the joint lets
 * go, and as the impulse that it then gives back. Floats are discrete, and the function draws its
 * arguments together, so that after some iterations they often come back with the same bits, after
 * one iteration or after a period of a few ({@link Anchor} looks for that, {@link JointPair} does
 * so for itself). From there the iterations of a period give the same impulses again. Motions and
 * contacts stay, and each sum grows by the same addends, which {@link FlatJoint#repeat} adds as
 * often as is left: one by one, since a sum of floats rounds each time. A limit that holds is
 * watched ({@link FlatJoint#repeatable}), and where its sum comes to change sign the iterations go
 * on in full. A limit that let go repeats only if its sum was 0 before ({@link
 * FlatJoint#mayRepeat}), since it gave that sum back.
 *
 * <p><b>Standing.</b> Nearly all of a lander's solves with contacts are a pair of legs of which
 * each stands on one point, or one of them does. {@link JointPair} solves these with the joints.
 * They come back in one solve of eight, and late, which is not worth looking for.
 */
final class FastIsland extends Island {
  private static final FlatJoint[] NO_JOINTS = {};

  // Kept from one solve to the next, since garbage has its price too.
  private Motion[] motions = {};
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
    int left = data.step.velocityIterations;
    if (JointPair.isPair(joints) && loadFeet(contacts)) {
      left -= JointPair.iterate(joints[0], joints[1], standing[0], standing[1], left);
    }
    if (left > 0) {
      iterate(joints, flat(contacts), left);
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
    iterate(NO_JOINTS, flat(contacts), iterations);
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

  private void iterate(FlatJoint[] joints, FlatContact[] contacts, int iterations) {
    Anchor anchor = new Anchor(motions, m_bodyCount, joints, contacts);
    int period = 0;
    int left = iterations;
    while (left > 0) {
      iterateOnce(joints, contacts, false);
      left--;
      period++;
      boolean back = anchor.isNow() && period < left;
      if (back) {
        for (int i = 0; i < period; i++) {
          iterateOnce(joints, contacts, true);
        }
        left -= period;
        if (anchor.isNow() && mayRepeat(joints, period)) {
          left -= repeat(joints, period, left);
        }
      }
      if (back || period == FlatJoint.LONGEST_PERIOD) {
        anchor.move();
        period = 0;
      }
    }
    for (FlatContact contact : contacts) {
      contact.store();
    }
  }

  private static void iterateOnce(FlatJoint[] joints, FlatContact[] contacts, boolean remember) {
    for (FlatJoint joint : joints) {
      joint.solve(remember);
    }
    for (FlatContact contact : contacts) {
      contact.solve();
    }
  }

  private static boolean mayRepeat(FlatJoint[] joints, int period) {
    for (FlatJoint joint : joints) {
      if (!joint.mayRepeat(period)) {
        return false;
      }
    }
    return true;
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

  private void loadMotions(Velocity[] velocities) {
    if (motions.length < m_bodyCount) {
      motions = newMotions(m_bodyCount);
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
