package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.VectorEnv;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** That a snapshot is all that an environment is. */
final class SnapshotRules {
  private static final String GOES_ON = "a restored environment goes on with the same trajectory";

  /** How many flipped bits are tried, and how many lengths. */
  private static final int DAMAGES = 64;

  private SnapshotRules() {}

  static boolean areSupported(EnvConformance test) {
    try {
      test.open().snapshot();
      return true;
    } catch (GymException e) {
      if (e.code() == Code.UNSUPPORTED) {
        return false;
      }
      throw e;
    }
  }

  private static void assumeSnapshots(EnvConformance test) {
    assumeTrue(test.hasSnapshots(), "it has no snapshots");
  }

  static void withoutSnapshotsItSaysSo(EnvConformance test) {
    assumeTrue(!test.hasSnapshots(), "it has snapshots");
    Env<Object, Object> env = test.open();
    env.reset(1);
    Errors.require(
        "an environment without snapshots says so",
        "snapshot",
        env::snapshot,
        Code.UNSUPPORTED,
        "snapshot");
  }

  static void aSnapshotGoesOnWithTheIdenticalTrajectory(EnvConformance test) {
    assumeSnapshots(test);
    Env<Object, Object> env = test.open();
    for (int steps : new int[] {0, 1, test.steps() / 2}) {
      Trajectory.from(env, BigInteger.valueOf(6), 6, steps);
      byte[] snapshot = env.snapshot();
      Trajectory expected = Trajectory.onwards(env, 7, test.steps());
      env.restore(snapshot);
      expected.requireSame(
          GOES_ON + ": after " + steps + " steps", Trajectory.onwards(env, 7, test.steps()));
    }
  }

  static void aSnapshotGoesOnInAnotherEnvironment(EnvConformance test) {
    assumeSnapshots(test);
    Env<Object, Object> env = test.open();
    Trajectory.from(env, BigInteger.valueOf(6), 6, test.steps() / 2);
    byte[] snapshot = env.snapshot();
    Trajectory expected = Trajectory.onwards(env, 7, test.steps());
    Env<Object, Object> used = test.open();
    Trajectory.from(used, BigInteger.valueOf(8), 8, test.steps() / 3);
    for (Env<Object, Object> other : Arrays.asList(test.open(), used)) {
      other.restore(snapshot);
      if (!Arrays.equals(other.snapshot(), snapshot)) {
        throw Breach.of(
            "the snapshot of a restored environment is the one that it was restored from",
            "in another environment",
            Values.text(snapshot),
            Values.text(other.snapshot()));
      }
      expected.requireSame(
          GOES_ON + ": in another environment", Trajectory.onwards(other, 7, test.steps()));
    }
  }

  static void aSnapshotBeforeTheFirstResetHoldsThatThereWasNone(EnvConformance test) {
    assumeSnapshots(test);
    Env<Object, Object> env = test.open();
    byte[] snapshot = env.snapshot();
    Object action = env.actionSpace().sampler(0).sample();
    env.reset(0);
    env.restore(snapshot);
    Errors.require(
        "a snapshot before the first reset holds that there was none",
        "step after restore",
        () -> env.step(action),
        Code.RESET_NEEDED);
  }

  static void bytesThatAreNoSnapshotAreRefusedAndChangeNothing(EnvConformance test) {
    assumeSnapshots(test);
    Env<Object, Object> env = test.open();
    Trajectory.from(env, BigInteger.valueOf(3), 3, 10);
    byte[] good = env.snapshot();
    requireRefused(env, good, "no bytes", new byte[0]);
    requireRefused(env, good, "a text", "no snapshot at all".getBytes(StandardCharsets.UTF_8));
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    requireRefused(env, good, "a byte too many", longer);
    for (int i = 0; i < DAMAGES; i++) {
      int place = (int) ((long) good.length * i / DAMAGES);
      requireRefused(env, good, "the first " + place + " bytes", Arrays.copyOf(good, place));
      byte[] flipped = good.clone();
      flipped[place] ^= (byte) (1 << (i % Byte.SIZE));
      requireRefused(env, good, "a flipped bit in byte " + place, flipped);
    }
  }

  private static void requireRefused(
      Env<Object, Object> env, byte[] good, String what, byte[] damaged) {
    Errors.require(
        "bytes that are no snapshot are refused",
        what,
        () -> env.restore(damaged),
        Code.INVALID_ARGUMENT,
        "snapshot");
    if (!Arrays.equals(env.snapshot(), good)) {
      throw Breach.of(
          "bytes that are refused change nothing",
          what,
          Values.text(good),
          Values.text(env.snapshot()));
    }
  }

  static void aSnapshotOfRowsGoesOn(EnvConformance test, AutoresetMode mode) {
    assumeSnapshots(test);
    VectorEnv envs = test.openVector(RowRules.settings(mode));
    VectorEnv other = test.openVector(RowRules.settings(mode));
    envs.reset(3);
    VectorRules.goOn(new Trajectory(), envs, RowRules.EPISODE_STEPS); // ended, in DISABLED too
    byte[] snapshot = envs.snapshot();
    Trajectory expected = new Trajectory();
    VectorRules.tell(expected, envs.batch(), "snapshot");
    VectorRules.goOn(expected, envs, test.steps());
    for (VectorEnv restored : Arrays.asList(envs, other)) {
      restored.restore(snapshot);
      Trajectory got = new Trajectory();
      VectorRules.tell(got, restored.batch(), "snapshot");
      VectorRules.goOn(got, restored, test.steps());
      expected.requireSame(GOES_ON + ": rows, " + mode, got);
    }
  }
}
