package io.javagym.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The threads of crews that are alive. */
final class Workers {
  private Workers() {}

  static Set<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("javagym-\\d+-worker-\\d+"))
        .collect(Collectors.toSet());
  }

  static Set<Thread> since(Set<Thread> before) {
    Set<Thread> threads = new HashSet<>(alive());
    threads.removeAll(before);
    return threads;
  }

  /** Collects garbage until no other threads are left than before, for ten seconds at most. */
  static void assertGoneAfterGarbageCollection(Set<Thread> before) {
    for (int i = 0; i < 100 && !since(before).isEmpty(); i++) {
      System.gc();
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(since(before)).isEmpty();
  }
}
