package io.javagym.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.joints.LimitState;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The fast way gives the engine's bits, in each of its branches. */
class FastIslandTest {
  private static final int SCENES = 4000;
  private static final int ITERATIONS = 180;

  private static JointScene scene(int seed) {
    return new JointScene(new Random(seed));
  }

  /** Whether the fast way took it. */
  private static boolean solve(JointScene scene, int joints, int iterations) {
    return solve(scene, joints, iterations, new ContactSolver());
  }

  private static boolean solve(
      JointScene scene, int joints, int iterations, ContactSolver contacts) {
    FastIsland island = new FastIsland();
    island.m_joints = scene.joints;
    island.m_jointCount = joints;
    island.m_bodyCount = scene.data.velocities.length;
    scene.data.step.velocityIterations = iterations;
    return island.solveVelocities(scene.data, contacts);
  }

  private static int[] bits(JointScene scene) {
    return JointScene.bits(scene.motions(), scene.joints);
  }

  @Test
  void twoJointsOnABodyEqualTheEngines() {
    for (int seed = 0; seed < SCENES; seed++) {
      JointScene original = scene(seed);
      JointScene fast = scene(seed);
      if (!canSolve(fast)) {
        continue;
      }
      original.iterate(ITERATIONS);

      assertThat(solve(fast, 2, ITERATIONS)).isTrue();
      assertThat(bits(fast)).as("seed %d", seed).isEqualTo(bits(original));
    }
  }

  private static boolean canSolve(JointScene scene) {
    return Arrays.stream(scene.joints).allMatch(FlatJoint::canSolve);
  }

  @Test
  void oneJointEqualsTheEngines() {
    for (int seed = 0; seed < SCENES; seed++) {
      JointScene original = scene(seed);
      JointScene fast = scene(seed);
      if (!canSolve(fast)) {
        continue;
      }
      for (int i = 0; i < ITERATIONS; i++) {
        original.joints[0].solveVelocityConstraints(original.data);
      }
      solve(fast, 1, ITERATIONS);

      assertThat(bits(fast)).as("seed %d", seed).isEqualTo(bits(original));
    }
  }

  @Test
  void jointsAndAContactEqualTheEngines() {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SCENES; seed++) {
      JointScene original = scene(seed);
      JointScene fast = scene(seed);
      if (!canSolve(fast)) {
        continue;
      }
      ContactSolver contact = original.addContact(new Random(seed));
      ContactSolver fastContact = fast.addContact(new Random(seed));
      int[][] before = new int[ITERATIONS][];
      for (int i = 0; i < ITERATIONS; i++) {
        before[i] = state(original, contact);
        original.iterate(1);
        contact.solveVelocityConstraints();
      }
      see(before, state(original, contact), seen);

      assertThat(solve(fast, 2, ITERATIONS, fastContact)).isTrue();
      assertThat(bits(fast)).as("seed %d", seed).isEqualTo(bits(original));
      assertThat(state(fast, fastContact)).as("seed %d", seed).isEqualTo(state(original, contact));
    }
    assertThat(seen).contains("goes on", "comes back", "period 1", "longer period", "pushes");
  }

  /** What an iteration depends on but the joints' sums. */
  private static int[] state(JointScene scene, ContactSolver contact) {
    Motion[] motions = scene.motions();
    FlatContact[] contacts = {new FlatContact(contact.m_velocityConstraints[0], motions)};
    int[] state = Arrays.copyOf(bits(scene), bits(scene).length + FlatContact.IMPULSES);
    int joints = 3 * motions.length;
    for (int k = 0; k < scene.joints.length; k++) {
      Arrays.fill(state, joints + 4 * k, joints + 4 * k + 3, 0);
    }
    contacts[0].copyImpulses(state, state.length - FlatContact.IMPULSES);
    return state;
  }

  private static void see(int[][] before, int[] last, Set<String> seen) {
    if (last[last.length - FlatContact.IMPULSES] != 0) {
      seen.add("pushes");
    }
    for (int period = 1; period <= FlatJoint.LONGEST_PERIOD; period++) {
      if (Arrays.equals(before[ITERATIONS - period], last)) {
        seen.add("comes back");
        seen.add(period == 1 ? "period 1" : "longer period");
        return;
      }
    }
    seen.add("goes on");
  }

  @Test
  void anyNumberOfIterationsEqualsTheEngines() {
    for (int iterations = 0; iterations <= 40; iterations++) {
      for (int seed = 0; seed < 100; seed++) {
        JointScene original = scene(seed);
        JointScene fast = scene(seed);
        if (canSolve(fast)) {
          original.iterate(iterations);
          solve(fast, 2, iterations);

          assertThat(bits(fast)).as("seed %d", seed).isEqualTo(bits(original));
        }
      }
    }
  }

  @Test
  void anotherJointIsLeftToTheEngine() {
    JointScene scene = scene(1);
    int[] before = bits(scene);
    scene.joints[1].enableMotor(false);
    assertThat(solve(scene, 2, ITERATIONS)).isFalse();

    scene.joints[1].enableMotor(true);
    scene.joints[1].m_limitState = LimitState.EQUAL;
    assertThat(solve(scene, 2, ITERATIONS)).isFalse();

    assertThat(bits(scene)).isEqualTo(before);
  }

  /**
   * A sum at a limit that is on its way to 0 while all else repeats: the scene is moved so that it
   * gets there after 50 repetitions.
   */
  @Test
  void aLimitThatLetsGoInTheRepetitionEqualsTheEngines() {
    int letGo = 0;
    for (int seed = 0; seed < SCENES; seed++) {
      JointScene scene = scene(seed);
      if (!canSolve(scene)) {
        continue;
      }
      FlatJoint[] joints = scene.flat(scene.motions());
      if (JointPair.iterate(joints[0], joints[1], null, null, ITERATIONS) == ITERATIONS) {
        continue;
      }
      float[] sumsBefore = {joints[0].sumZ, joints[1].sumZ};
      joints[0].solve(true);
      joints[1].solve(true);
      for (int k = 0; k < joints.length; k++) {
        float drift = joints[k].sumZ - sumsBefore[k];
        if (drift * joints[k].limit > 0 && joints[k].mayRepeat(1)) {
          float shift = -50 * drift - sumsBefore[k];
          JointScene original = scene(seed);
          JointScene fast = scene(seed);
          original.joints[k].m_impulse.z += shift;
          fast.joints[k].m_impulse.z += shift;
          letGo += letsGo(original, k) ? 1 : 0;
          original.iterate(ITERATIONS);
          solve(fast, 2, ITERATIONS);

          assertThat(bits(fast)).as("seed %d", seed).isEqualTo(bits(original));
        }
      }
    }
    assertThat(letGo).isPositive();
  }

  private static boolean letsGo(JointScene scene, int k) {
    FlatJoint[] joints = scene.flat(scene.motions());
    if (JointPair.iterate(joints[0], joints[1], null, null, ITERATIONS) == ITERATIONS) {
      return false;
    }
    joints[0].solve(true);
    joints[1].solve(true);
    int times = joints[k].repeatable(1, ITERATIONS);
    return joints[k].mayRepeat(1) && times > 1 && times < ITERATIONS / 2;
  }

  /** What the scenes of the tests above come to; without it they might pass over a branch. */
  @Test
  void theScenesReachEveryBranch() {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SCENES; seed++) {
      JointScene scene = scene(seed);
      if (!canSolve(scene)) {
        continue;
      }
      Motion[] motions = scene.motions();
      FlatJoint[] joints = scene.flat(motions);
      int done = JointPair.iterate(joints[0], joints[1], null, null, ITERATIONS);
      seen.add(done < ITERATIONS ? "comes back" : "goes on");
      see(joints, done, seen);
    }
    assertThat(seen)
        .contains(
            "comes back",
            "goes on",
            "between the limits",
            "at the lower limit",
            "at the upper limit",
            "holds to the end",
            "let go",
            "period 1",
            "period 2",
            "longer period");
  }

  private static void see(FlatJoint[] joints, int done, Set<String> seen) {
    for (FlatJoint joint : joints) {
      seen.add(
          switch (joint.limit) {
            case -1 -> "at the lower limit";
            case 1 -> "at the upper limit";
            default -> "between the limits";
          });
    }
    if (done == ITERATIONS) {
      return;
    }
    Motion[] motions = {joints[0].a, joints[0].b, joints[1].b};
    Anchor anchor = new Anchor(motions, motions.length, joints, new FlatContact[0]);
    for (int period = 1; period <= FlatJoint.LONGEST_PERIOD; period++) {
      joints[0].solve(true);
      joints[1].solve(true);
      if (anchor.isNow()) {
        seen.add(period == 1 ? "period 1" : period == 2 ? "period 2" : "longer period");
        for (FlatJoint joint : joints) {
          if (!joint.mayRepeat(period)) {
            continue;
          }
          if (joint.limit != 0) {
            seen.add(joint.holds() ? "holds to the end" : "let go");
          }
        }
        return;
      }
    }
  }
}
