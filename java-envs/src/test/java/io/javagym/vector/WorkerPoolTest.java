package io.javagym.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {
  /** Long enough that sharing a run of some units pays. */
  private static final Duration UNIT = Duration.ofMillis(1);

  private static void work() {
    LockSupport.parkNanos(UNIT.toNanos());
  }

  private static void learnThatUnitsAreLong(WorkerPool pool) {
    for (int i = 0; i < 3; i++) {
      pool.run(2, unit -> work());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyUnitIsDoneOnce(int numThreads) {
    try (WorkerPool pool = new WorkerPool(numThreads)) {
      for (int units : new int[] {0, 1, 2, 7, 64, 1000, 20_000}) {
        for (int run = 0; run < 20; run++) {
          AtomicIntegerArray done = new AtomicIntegerArray(units);
          pool.run(units, done::incrementAndGet);
          for (int unit = 0; unit < units; unit++) {
            assertThat(done.get(unit)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void threadsHelpWhereTheWorkIsWorthIt() {
    try (WorkerPool pool = new WorkerPool(3)) {
      learnThatUnitsAreLong(pool);
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      pool.run(
          60,
          unit -> {
            work();
            threads.add(Thread.currentThread());
          });
      assertThat(threads).hasSize(3).contains(Thread.currentThread());
      assertThat(threads)
          .filteredOn(thread -> thread != Thread.currentThread())
          .allMatch(Thread::isDaemon)
          .allMatch(thread -> thread.getName().matches("javagym-\\d+-worker-\\d+"));
    }
  }

  @Test
  void aSlowUnitDoesNotHoldBackTheOthers() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(2)) {
      learnThatUnitsAreLong(pool);
      CountDownLatch others = new CountDownLatch(63);
      boolean[] allDone = new boolean[1];
      pool.run(
          64,
          unit -> {
            if (unit == 0) {
              allDone[0] = await(others);
            } else {
              others.countDown();
            }
          });
      assertThat(others.await(0, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      // Units of the same chunk as the slow one come after it; all others need not wait.
      return latch.await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAUnitThrowsIsThrownWhenTheOthersAreDone() {
    try (WorkerPool pool = new WorkerPool(2)) {
      learnThatUnitsAreLong(pool);
      AtomicIntegerArray done = new AtomicIntegerArray(40);
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  pool.run(
                      40,
                      unit -> {
                        done.incrementAndGet(unit);
                        if (unit == 5) {
                          throw new IllegalStateException("unit 5");
                        }
                      }))
          .withMessage("unit 5");
      for (int unit = 0; unit < 40; unit++) {
        assertThat(done.get(unit)).isEqualTo(1);
      }
      pool.run(40, done::incrementAndGet);
    }
  }

  @Test
  void noThreadIsLeftAfterClose() {
    Set<Thread> before = Workers.alive();
    WorkerPool pool = new WorkerPool(4);
    learnThatUnitsAreLong(pool);
    pool.run(60, unit -> work());
    assertThat(Workers.since(before)).isNotEmpty();
    pool.close();
    pool.close();
    assertThat(Workers.since(before)).isEmpty();
  }

  @Test
  void aPoolThatIsDroppedLeavesNoThread() {
    Set<Thread> before = Workers.alive();
    drop();
    Workers.assertGoneAfterGarbageCollection(before);
  }

  private static void drop() {
    WorkerPool pool = new WorkerPool(3);
    learnThatUnitsAreLong(pool);
    pool.run(60, unit -> work());
  }
}
