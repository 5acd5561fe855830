package io.javagym.doors.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import io.javagym.doors.Session;
import io.javagym.spaces.Discrete;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HeldSessionTest {
  @TempDir Path place;
  private final SleepyEnv env = new SleepyEnv();
  private HeldSession session;

  @BeforeEach
  void open() throws Exception {
    session = new HeldSession(new Session(env), new SharedMemory(SharedFolder.create(place)));
  }

  @Test
  void aCloseReleasesTheEnvironmentOnce() {
    assertThat(session.close()).isTrue();
    assertThat(session.close()).isTrue();
    assertThat(env.closed).hasValue(1);
  }

  @Test
  void aCallAfterTheCloseIsAnError() {
    session.close();
    assertThatThrownBy(() -> session.call("step", Session::describe))
        .isInstanceOfSatisfying(
            GymException.class, e -> assertThat(e.code()).isEqualTo(GymException.Code.CLOSED));
  }

  @Test
  void aCloseDoesNotWaitForACallThatRunsButAsksItToEnd() throws Exception {
    CompletableFuture<Void> step = CompletableFuture.runAsync(this::step);
    env.entered.await();

    assertThat(session.close()).isFalse();
    step.get(10, TimeUnit.SECONDS);
    assertThat(env.interrupted).isTrue();
    assertThat(env.closed).hasValue(1);
  }

  @Test
  void theNextCallWaitsForTheOneBeforeIt() throws Exception {
    CompletableFuture<Void> step = CompletableFuture.runAsync(this::step);
    env.entered.await();
    CompletableFuture<Boolean> next =
        CompletableFuture.supplyAsync(() -> session.call("step", held -> env.stepping));

    env.wake.countDown();
    assertThat(next.get(10, TimeUnit.SECONDS)).isFalse();
    step.get(10, TimeUnit.SECONDS);
  }

  @Test
  void anInterruptIsNotMeantForTheCallsToCome() throws Exception {
    CompletableFuture<Boolean> after =
        CompletableFuture.supplyAsync(
            () -> {
              step();
              return Thread.currentThread().isInterrupted();
            });
    env.entered.await();
    session.close();
    assertThat(after.get(10, TimeUnit.SECONDS)).isFalse();
  }

  private void step() {
    session.call(
        "step",
        held -> {
          held.step();
          return true;
        });
  }

  /** A step sleeps until it is woken or interrupted. */
  private static final class SleepyEnv implements VectorEnv {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch wake = new CountDownLatch(1);
    private final Batch batch = Batch.builder(1, Discrete.of(2), Discrete.of(2)).build();
    volatile boolean stepping;
    volatile boolean interrupted;
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public Batch batch() {
      return batch;
    }

    @Override
    public AutoresetMode autoresetMode() {
      return AutoresetMode.DISABLED;
    }

    @Override
    public void reset(
        @Nullable List<? extends @Nullable BigInteger> seeds,
        Map<String, Object> options,
        boolean @Nullable [] mask) {}

    @Override
    public void reset(@Nullable BigInteger seed, Map<String, Object> options) {}

    @Override
    public void step() {
      stepping = true;
      entered.countDown();
      try {
        wake.await();
      } catch (InterruptedException e) {
        interrupted = true;
        Thread.currentThread().interrupt();
      }
      stepping = false;
    }

    @Override
    public @Nullable Frame render(int row) {
      return null;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
