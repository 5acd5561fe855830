package io.javagym.vector;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.BatchMemory;
import io.javagym.EpisodesEnv;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.StubEnv;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorSnapshotTest {
  private static final int NUM_ENVS = 5;
  private static final int STEPS = 60;

  private static VectorSettings settings(AutoresetMode mode) {
    return VectorSettings.of(NUM_ENVS).withMaxEpisodeSteps(8).withAutoresetMode(mode);
  }

  @ParameterizedTest
  @EnumSource
  void rowsGoOnWithTheIdenticalTrajectories(AutoresetMode mode) {
    holds(() -> new SyncVectorEnv(settings(mode), EpisodesEnv::new));
    holds(() -> new SyncVectorEnv(settings(mode), true, EpisodesEnv::new));
  }

  @ParameterizedTest
  @EnumSource(names = {"NEXT_STEP", "SAME_STEP"})
  void rowsThatNeedNotWaitForEachOtherGoOnToo(AutoresetMode mode) {
    holds(() -> new AsyncVectorEnv(settings(mode), EpisodesEnv::new));
  }

  @Test
  void aBatchOfOneGoesOnToo() {
    holds(() -> new SingleEnv(new EpisodesEnv(), BatchMemory.DIRECT));
  }

  @Test
  void cartsInStepGoOnToo() {
    holds(() -> Gym.makeVector("CartPole-v1", 300));
  }

  private static void holds(Supplier<VectorEnv> factory) {
    try (VectorEnv env = factory.get();
        VectorEnv other = factory.get()) {
      byte[] unborn = env.snapshot();
      env.reset(3);
      for (int steps = 0; steps < 20; steps++) {
        List<String> then = batch(env.batch());
        byte[] snapshot = env.snapshot();
        List<String> expected = onwards(env, STEPS);

        other.restore(snapshot);
        assertThat(batch(other.batch())).isEqualTo(then);
        assertThat(other.snapshot()).isEqualTo(snapshot);
        assertThat(onwards(other, STEPS)).isEqualTo(expected);
        env.restore(snapshot);
        assertThat(batch(env.batch())).isEqualTo(then);
        onwards(env, 1);
      }
      other.restore(unborn);
      assertFails(other::step, Code.RESET_NEEDED, "step before the first reset");
    }
  }

  private static List<String> onwards(VectorEnv env, int steps) {
    List<String> trajectory = new ArrayList<>();
    Sampler<?> actions = env.batch().actionSpace().sampler(9);
    for (int i = 0; i < steps; i++) {
      resetEnded(env);
      for (int row = 0; row < env.numEnvs(); row++) {
        env.batch().action().write(row, actions.sample());
      }
      env.step();
      trajectory.addAll(batch(env.batch()));
    }
    return trajectory;
  }

  private static void resetEnded(VectorEnv env) {
    boolean[] mask = new boolean[env.numEnvs()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = env.batch().terminated(row) || env.batch().truncated(row);
    }
    if (env.autoresetMode() == AutoresetMode.DISABLED && Arrays.equals(mask, new boolean[1])) {
      return;
    }
    if (env.autoresetMode() == AutoresetMode.DISABLED) {
      env.reset(null, Map.of(), mask);
    }
  }

  /** All that can be read, as text: all digits of numbers are in it. */
  private static List<String> batch(Batch batch) {
    List<String> all = new ArrayList<>();
    for (int row = 0; row < batch.numEnvs(); row++) {
      all.add(text(batch.observation().read(row)));
      all.add(batch.reward(row) + " " + batch.terminated(row) + " " + batch.truncated(row));
      all.add(text(batch.info().read(row).fields()));
      all.add(String.valueOf(batch.hasFinal(row)));
      if (batch.hasFinal(row)) {
        all.add(text(batch.finalObservation().read(row)));
        all.add(text(batch.finalInfo().read(row).fields()));
      }
    }
    return all;
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> fields = new TreeMap<>();
      map.forEach((key, field) -> fields.put(key.toString(), text(field)));
      return fields.toString();
    }
    return Arrays.deepToString(new Object[] {value});
  }

  @Test
  void aSnapshotOfOtherRowsChangesNothing() {
    try (VectorEnv five = new SyncVectorEnv(settings(AutoresetMode.NEXT_STEP), EpisodesEnv::new);
        VectorEnv same = new SyncVectorEnv(settings(AutoresetMode.SAME_STEP), EpisodesEnv::new);
        VectorEnv two = new SyncVectorEnv(VectorSettings.of(2), EpisodesEnv::new);
        VectorEnv carts = Gym.makeVector("CartPole-v1", NUM_ENVS)) {
      five.reset(0);
      byte[] before = five.snapshot();

      assertFails(() -> five.restore(same.snapshot()), Code.INVALID_ARGUMENT, "SAME_STEP");
      assertFails(() -> five.restore(two.snapshot()), Code.INVALID_ARGUMENT, "num_envs is 2");
      assertFails(() -> five.restore(carts.snapshot()), Code.INVALID_ARGUMENT, "CartPoleVector");

      assertThat(five.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void rowsThatCannotBeSavedSaySo() {
    try (VectorEnv env = new SyncVectorEnv(VectorSettings.of(2), StubEnv::new)) {
      env.reset(0);
      assertFails(env::snapshot, Code.UNSUPPORTED, "StubEnv has no snapshots", "Snapshottable");
      assertFails(() -> env.restore(new byte[99]), Code.INVALID_ARGUMENT, "no snapshot");
    }
  }

  @Test
  void rowsUnderWayAreNotSaved() {
    try (AsyncVectorEnv env =
        new AsyncVectorEnv(settings(AutoresetMode.NEXT_STEP), EpisodesEnv::new)) {
      env.reset(0);
      byte[] snapshot = env.snapshot();
      for (int row = 0; row < NUM_ENVS; row++) {
        env.batch().action().write(row, 0L);
      }
      env.send(1, 2);

      assertFails(env::snapshot, Code.BUSY, "2 are under way");
      assertFails(() -> env.restore(snapshot), Code.BUSY, "2 are under way");

      assertThat(env.receive(new int[2], Duration.ofSeconds(30))).isTrue();
      env.restore(snapshot);
      assertThat(env.snapshot()).isEqualTo(snapshot);
    }
  }

  @Test
  void whatIsClosedIsNotSaved() {
    for (VectorEnv env :
        List.of(
            new SyncVectorEnv(VectorSettings.of(1), EpisodesEnv::new),
            new AsyncVectorEnv(VectorSettings.of(1), EpisodesEnv::new),
            new SingleEnv(new EpisodesEnv(), BatchMemory.DIRECT),
            Gym.makeVector("CartPole-v1", 2))) {
      byte[] snapshot = env.snapshot();
      env.close();
      assertFails(env::snapshot, Code.CLOSED, "closed");
      assertFails(() -> env.restore(snapshot), Code.CLOSED, "closed");
    }
  }
}
