package io.javagym.conformance;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is left when an environment is closed. */
final class ThreadRules {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 20;

  /** Threads of the JVM and of JUnit, which come when they like. */
  private static final List<String> NOT_ITS =
      List.of("ForkJoinPool.commonPool", "junit-", "process reaper", "Common-Cleaner");

  private ThreadRules() {}

  static void noThreadStaysBehind(EnvConformance test) {
    use(test); // What is started once, for all environments to come, may stay.
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < 3; i++) {
      use(test);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    Set<String> left = left(before);
    while (!left.isEmpty() && System.nanoTime() < end) {
      pause();
      left = left(before);
    }
    if (!left.isEmpty()) {
      throw Breach.of(
          "a closed environment leaves no thread behind",
          PATIENCE.toSeconds() + " s after close",
          "none",
          left);
    }
  }

  private static void use(EnvConformance test) {
    Env<Object, Object> env = test.open();
    Trajectory.from(env, BigInteger.ONE, 1, 5);
    env.close();
    VectorSettings settings =
        VectorSettings.of(4).withNumThreads(2).withAutoresetMode(AutoresetMode.NEXT_STEP);
    VectorEnv envs = test.openVector(settings);
    RowRules.sampleActions(envs, envs.batch().actionSpace().sampler(1));
    envs.reset(1);
    envs.step();
    envs.close();
  }

  private static Set<String> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .filter(thread -> thread != Thread.currentThread())
        .map(Thread::getName)
        .filter(name -> NOT_ITS.stream().noneMatch(name::startsWith))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
