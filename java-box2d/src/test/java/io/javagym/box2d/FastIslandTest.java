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
    FastIsland island = new FastIsland();
    island.m_joints = scene.joints;
    island.m_jointCount = joints;
    island.m_bodyCount = scene.data.velocities.length;
    scene.data.step.velocityIterations = iterations;
    return island.solveVelocities(scene.data, new ContactSolver());
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
    Motion[] motions = {new Motion(), new Motion(), new Motion()};
    motions[0].set(joints[0].a);
    motions[1].set(joints[0].b);
    motions[2].set(joints[1].b);
    for (int period = 1; period <= FlatJoint.LONGEST_PERIOD; period++) {
      joints[0].solve(true);
      joints[1].solve(true);
      if (motions[0].same(joints[0].a)
          && motions[1].same(joints[0].b)
          && motions[2].same(joints[1].b)) {
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
