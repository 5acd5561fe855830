package io.javagym.vector;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.GymException.Code;
import io.javagym.Reset;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.VectorSettings;
import io.javagym.Warnings;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A row that hangs: an error names it, the others go on, and nothing waits for it. */
class HungRowTest {
  private static final int NUM_ENVS = 64;
  private static final int HUNG = 17;
  private static final Duration STEP_TIMEOUT = Duration.ofMillis(100);
  private static final Duration CALL_LIMIT = Duration.ofMillis(20);

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<HangingEnv> made = new ArrayList<>();

  /** Counts its steps; action 1 hangs until the test is over, deaf to interrupts. */
  private final class HangingEnv implements Env<float[], Long>, Snapshottable {
    volatile boolean closed;
    private float steps;

    @Override
    public Box<float[]> observationSpace() {
      return Box.float32(0, 1000, 1);
    }

    @Override
    public Discrete actionSpace() {
      return Discrete.of(2);
    }

    @Override
    public Reset<float[]> reset(@Nullable BigInteger seed, Map<String, Object> options) {
      if (options.containsKey("hang")) {
        hang();
      }
      steps = 0;
      return Reset.of(new float[] {steps});
    }

    @Override
    public Step<float[]> step(Long action) {
      if (action == 1) {
        hang();
      }
      return Step.of(new float[] {++steps}, 1, false);
    }

    @Override
    public void exchangeState(StateExchange state) {
      steps = state.exchange(steps);
    }

    private void hang() {
      boolean waiting = true;
      while (waiting) {
        try {
          release.await();
          waiting = false;
        } catch (InterruptedException e) {
          // As deaf as native code.
        }
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private SyncVectorEnv vector(VectorSettings settings) {
    return new SyncVectorEnv(
        settings,
        () -> {
          made.add(new HangingEnv());
          return made.get(made.size() - 1);
        });
  }

  private static VectorSettings settings() {
    return VectorSettings.of(NUM_ENVS).withNumThreads(2);
  }

  private static void act(SyncVectorEnv vector, long actionOfHung) {
    vector.batch().action().write(HUNG, actionOfHung);
  }

  @AfterEach
  void release() {
    release.countDown();
  }

  private static float steps(SyncVectorEnv vector, int row) {
    return ((float[]) vector.batch().observation().read(row))[0];
  }

  @Test
  void aStepBeyondItsTimeNamesItsRowAndTheOthersAreStepped() {
    try (SyncVectorEnv vector = vector(settings().withStepTimeout(STEP_TIMEOUT))) {
      vector.reset(0);
      act(vector, 1);
      assertFails(
          vector::step, Code.ENV_TIMED_OUT, "env=17", "step of", "HangingEnv", "longer than 0.1 s");
      for (int row = 0; row < NUM_ENVS; row++) {
        assertThat(steps(vector, row)).isEqualTo(row == HUNG ? 0 : 1);
      }
      act(vector, 0);
      assertFails(vector::step, Code.RESET_NEEDED, "env=17");
    }
    assertThat(made.get(HUNG).closed).isFalse();
    assertThat(made.get(HUNG + 1).closed).isTrue();
  }

  @Test
  void theRowsNextResetMakesANewEnvironmentAndTheOldOneWritesNothing() {
    try (SyncVectorEnv vector = vector(settings().withStepTimeout(STEP_TIMEOUT))) {
      vector.reset(0);
      act(vector, 1);
      assertFails(vector::step, Code.ENV_TIMED_OUT, "env=17");
      boolean[] mask = new boolean[NUM_ENVS];
      mask[HUNG] = true;
      vector.reset(null, Map.of(), mask);
      assertThat(made).hasSize(NUM_ENVS + 1);
      act(vector, 0);
      vector.step();
      release.countDown();
      for (int i = 0; i < 100; i++) {
        vector.step();
      }
      assertThat(steps(vector, HUNG)).isEqualTo(101);
      assertThat(steps(vector, 0)).isEqualTo(102);
    }
  }

  @Test
  void aRowThatWasGivenUpIsSavedAsOneThatWaitsForItsReset() {
    try (SyncVectorEnv vector = vector(settings().withStepTimeout(STEP_TIMEOUT));
        SyncVectorEnv other = vector(settings().withStepTimeout(STEP_TIMEOUT))) {
      vector.reset(0);
      vector.step();
      byte[] whole = vector.snapshot();
      act(vector, 1);
      assertFails(vector::step, Code.ENV_TIMED_OUT, "env=17");
      byte[] hung = vector.snapshot();

      other.reset(0);
      other.restore(hung);
      assertFails(other::step, Code.RESET_NEEDED, "env=17");
      other.reset(0);
      other.step();
      assertThat(steps(other, HUNG)).isEqualTo(1);

      vector.restore(whole);
      act(vector, 0);
      vector.step();
      assertThat(steps(vector, HUNG)).isEqualTo(2);
      assertThat(steps(vector, 0)).isEqualTo(2);
    }
    assertThat(made.stream().filter(env -> !env.closed)).containsExactly(made.get(HUNG));
  }

  @Test
  void aResetBeyondItsTimeNamesItsRow() {
    try (SyncVectorEnv vector = vector(settings().withStepTimeout(STEP_TIMEOUT))) {
      vector.reset(0);
      boolean[] mask = new boolean[NUM_ENVS];
      mask[HUNG] = true;
      assertFails(
          () -> vector.reset(null, Map.of("hang", true), mask),
          Code.ENV_TIMED_OUT,
          "env=17",
          "reset of");
    }
  }

  @Test
  void aCallBeyondItsLimitComesBackUnfinishedAndIsAwaited() {
    try (SyncVectorEnv vector = vector(settings().withCallLimit(CALL_LIMIT))) {
      vector.reset(0);
      act(vector, 1);
      assertFails(vector::step, Code.UNFINISHED, "step takes longer than 0.02 s");
      assertFails(vector::step, Code.BUSY, "step while the rows still work on the step before it");
      assertFails(() -> vector.reset(0), Code.BUSY, "reset while");
      assertFails(() -> vector.render(0), Code.BUSY, "render while");
      assertThat(vector.await(CALL_LIMIT)).isFalse();
      release.countDown();
      assertThat(vector.await(Duration.ofSeconds(10))).isTrue();
      assertThat(vector.await(Duration.ZERO)).isTrue();
      for (int row = 0; row < NUM_ENVS; row++) {
        assertThat(steps(vector, row)).isEqualTo(1);
      }
    }
  }

  @Test
  void closingLeavesAHungRowBehindWithAWarningThatNamesIt() {
    List<String> warnings = new ArrayList<>();
    Consumer<String> before = Warnings.setReceiver(warnings::add);
    Set<Thread> others = Workers.alive();
    SyncVectorEnv vector = vector(settings().withCallLimit(CALL_LIMIT));
    try {
      vector.reset(0);
      act(vector, 1);
      assertFails(vector::step, Code.UNFINISHED, "step");
      vector.close();
      assertFails(vector::step, Code.CLOSED, "step after");
      assertThat(warnings).singleElement().asString().contains("still at work: env=[17]");
      // The one thread that is in the hung row's code; it ends when that does.
      assertThat(Workers.since(others)).hasSize(1);
      for (int row = 0; row < NUM_ENVS; row++) {
        assertThat(made.get(row).closed).isEqualTo(row != HUNG);
      }
      release.countDown();
      Workers.assertGoneAfterGarbageCollection(others);
    } finally {
      Warnings.setReceiver(before);
    }
  }

  @Test
  void noThreadIsLeftAfterCloseOrWhenItIsDropped() {
    Set<Thread> others = Workers.alive();
    try (SyncVectorEnv vector = vector(settings())) {
      vector.reset(0);
      vector.step();
      assertThat(Workers.since(others)).hasSize(2);
    }
    assertThat(Workers.since(others)).isEmpty();
    drop();
    made.clear();
    Workers.assertGoneAfterGarbageCollection(others);
  }

  @SuppressWarnings("resource") // That is the point.
  private void drop() {
    SyncVectorEnv vector = vector(settings());
    vector.reset(0);
    vector.step();
  }
}
