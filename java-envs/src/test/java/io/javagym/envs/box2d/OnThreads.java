package io.javagym.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trajectories of several worlds at a time. Nothing of the engine is shared: no scratch, no pool.
 */
final class OnThreads {
  private OnThreads() {}

  /** That sixteen trajectories on four threads give the hash that one gives alone. */
  static void assertSixteenEqualOneAlone(Callable<Integer> trajectory) throws Exception {
    int alone = trajectory.call();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Integer> hash : threads.invokeAll(Collections.nCopies(16, trajectory))) {
        assertThat(get(hash)).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int get(Future<Integer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
