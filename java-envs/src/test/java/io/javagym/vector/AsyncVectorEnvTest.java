package io.javagym.vector;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.EpisodesEnv;
import io.javagym.GymException.Code;
import io.javagym.StubEnv;
import io.javagym.ValueText;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncVectorEnvTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int NUM_ENVS = 12;

  private static VectorSettings settings(AutoresetMode mode) {
    return VectorSettings.of(NUM_ENVS)
        .withAutoresetMode(mode)
        .withMaxEpisodeSteps(8)
        .withNumThreads(3);
  }

  private static String text(Batch batch, int row) {
    return ValueText.of(batch.observation().read(row))
        + ValueText.of(batch.info().read(row).fields())
        + batch.reward(row)
        + batch.terminated(row)
        + batch.truncated(row)
        + batch.hasFinal(row)
        + (batch.hasFinal(row) ? ValueText.of(batch.finalObservation().read(row)) : "");
  }

  /** Row i takes the same actions in both, however the rows overtake each other. */
  @ParameterizedTest
  @EnumSource(
      value = AutoresetMode.class,
      names = {"NEXT_STEP", "SAME_STEP"})
  void aRowHasTheTrajectoryThatItHasInStep(AutoresetMode mode) {
    int steps = 200;
    List<List<String>> expected = new ArrayList<>();
    long[][] actions = new long[NUM_ENVS][steps];
    try (SyncVectorEnv sync = new SyncVectorEnv(settings(mode), EpisodesEnv::new)) {
      sync.reset(7);
      Sampler<?> sampler = sync.batch().actionSpace().sampler(1);
      for (int row = 0; row < NUM_ENVS; row++) {
        expected.add(new ArrayList<>(List.of(text(sync.batch(), row))));
      }
      for (int i = 0; i < steps; i++) {
        for (int row = 0; row < NUM_ENVS; row++) {
          actions[row][i] = (long) sampler.sample();
          sync.batch().action().write(row, actions[row][i]);
        }
        sync.step();
        for (int row = 0; row < NUM_ENVS; row++) {
          expected.get(row).add(text(sync.batch(), row));
        }
      }
    }
    try (AsyncVectorEnv async = new AsyncVectorEnv(settings(mode), EpisodesEnv::new)) {
      async.resetLater(BigInteger.valueOf(7), Map.of());
      int[] taken = new int[NUM_ENVS];
      int[] received = new int[5];
      for (int i = 0; i < steps; i++) {
        assertThat(async.receive(received, LONG)).isTrue();
        assertThat(Arrays.stream(received).distinct()).hasSize(received.length);
        for (int row : received) {
          assertThat(text(async.batch(), row)).isEqualTo(expected.get(row).get(taken[row]));
          async.batch().action().write(row, actions[row][taken[row]++]);
        }
        async.send(received);
      }
      assertThat(Arrays.stream(taken).sum()).isEqualTo(5 * steps);
    }
  }

  @Test
  void allRowsCanBeMovedAtOnceToo() {
    try (SyncVectorEnv sync =
            new SyncVectorEnv(settings(AutoresetMode.NEXT_STEP), EpisodesEnv::new);
        AsyncVectorEnv async =
            new AsyncVectorEnv(settings(AutoresetMode.NEXT_STEP), EpisodesEnv::new)) {
      sync.reset(3);
      async.reset(3);
      for (int i = 0; i < 50; i++) {
        sync.step();
        async.step();
        for (int row = 0; row < NUM_ENVS; row++) {
          assertThat(text(async.batch(), row)).isEqualTo(text(sync.batch(), row));
        }
      }
    }
  }

  @Test
  void whatCannotBeSentOrReceivedIsAnErrorThatSendsNothing() {
    try (AsyncVectorEnv async =
        new AsyncVectorEnv(settings(AutoresetMode.NEXT_STEP), StubEnv::new)) {
      assertFails(() -> async.send(0), Code.RESET_NEEDED, "env=0");
      assertFails(
          () -> async.receive(new int[1], LONG), Code.INVALID_ARGUMENT, "only 0 are under way");
      async.resetLater(BigInteger.ZERO, Map.of());
      assertFails(() -> async.send(3), Code.BUSY, "env=3", "receive it first");
      assertFails(async::step, Code.BUSY, "12 are under way");
      assertFails(() -> async.reset(0), Code.BUSY, "12 are under way");
      assertFails(() -> async.render(2), Code.BUSY, "env=2");
      assertThat(async.receive(new int[NUM_ENVS], LONG)).isTrue();
      assertFails(() -> async.send(1, NUM_ENVS), Code.INVALID_ARGUMENT, "0 <= env < 12");
      assertFails(() -> async.send(1, 2, 1), Code.INVALID_ARGUMENT, "env=1 twice");
      async.batch().actionBytes().putLong(5 * Long.BYTES, 9);
      assertFails(() -> async.send(4, 5), Code.INVALID_ACTION, "env=5");
      async.send(4);
      assertThat(async.receive(new int[1], LONG)).isTrue();
    }
    assertFails(
        () -> new AsyncVectorEnv(settings(AutoresetMode.DISABLED), StubEnv::new),
        Code.INVALID_ARGUMENT,
        "DISABLED");
  }

  @Test
  void aRowThatFailsIsNamedAndTheOthersAreReceivedNext() {
    List<StubEnv> stubs = new ArrayList<>();
    try (AsyncVectorEnv async =
        new AsyncVectorEnv(
            settings(AutoresetMode.NEXT_STEP),
            () -> {
              stubs.add(new StubEnv());
              return stubs.get(stubs.size() - 1);
            })) {
      async.reset(0);
      stubs.get(2).failing("step", new IllegalStateException("conveyor jammed"));
      async.send(1, 2, 3);
      assertFails(() -> async.receive(new int[3], LONG), Code.ENV_FAILED, "env=2", "jammed");
      int[] others = new int[2];
      assertThat(async.receive(others, LONG)).isTrue();
      assertThat(others).containsExactlyInAnyOrder(1, 3);
      assertFails(() -> async.send(2), Code.RESET_NEEDED, "env=2");
      boolean[] mask = new boolean[NUM_ENVS];
      mask[2] = true;
      async.reset(null, Map.of(), mask);
      async.send(2);
      assertThat(async.receive(new int[1], LONG)).isTrue();
    }
  }

  @Test
  void noThreadIsLeftAfterCloseOrWhenItIsDropped() {
    Set<Thread> others = Workers.alive();
    try (AsyncVectorEnv async =
        new AsyncVectorEnv(settings(AutoresetMode.NEXT_STEP), StubEnv::new)) {
      async.reset(0);
      assertThat(Workers.since(others)).hasSize(3);
    }
    assertThat(Workers.since(others)).isEmpty();
    drop();
    Workers.assertGoneAfterGarbageCollection(others);
  }

  @SuppressWarnings("resource") // That is the point.
  private static void drop() {
    AsyncVectorEnv async = new AsyncVectorEnv(settings(AutoresetMode.NEXT_STEP), StubEnv::new);
    async.reset(0);
  }
}
