package io.javagym.vector;

import io.javagym.GymException;
import io.javagym.VectorSettings;
import io.javagym.Warnings;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs rows that may hang. Only threads of its own enter the environments' code, so that the
 * calling thread can always come back, and a row that takes too long can be left behind with its
 * thread.
 */
final class WatchedRunner implements RowRunner {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  /** How long closing waits for rows at work, and then for their {@code close}. */
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(350);

  /** How often a row may be looked at within its time limit. */
  private static final int LOOKS_PER_TIMEOUT = 8;

  private final Rows rows;
  private final @Nullable Duration stepTimeout;
  private final Duration callLimit;
  private final Crew crew;
  private @Nullable String pendingCall;

  WatchedRunner(Rows rows, VectorSettings settings) {
    this.rows = rows;
    this.stepTimeout = settings.stepTimeout();
    Duration limit = settings.callLimit();
    this.callLimit = limit == null ? FOREVER : limit;
    this.crew = Crew.forWatchedRuns(settings.numThreads());
    crew.dismissWith(this);
  }

  @Override
  public void run(String call, WorkerPool.Work work) {
    pendingCall = call;
    crew.begin(rows.size(), 1, work);
    if (!await(callLimit)) {
      throw unfinished(call, callLimit);
    }
  }

  static GymException unfinished(String call, Duration limit) {
    return new GymException(
        GymException.Code.UNFINISHED,
        "%s takes longer than %s s; await goes on waiting".formatted(call, limit.toNanos() / 1e9));
  }

  @Override
  public boolean await(Duration timeout) {
    String call = pendingCall;
    if (call == null) {
      return true;
    }
    long timeoutNanos = timeout.toNanos();
    long started = System.nanoTime();
    long left = timeoutNanos;
    while (!crew.await(stepTimeout == null ? left : Math.min(left, lookNanos(stepTimeout)))) {
      if (stepTimeout != null) {
        Duration limit = stepTimeout;
        crew.giveUp(limit.toNanos(), row -> rows.giveUp(row, call, limit));
      }
      left = timeoutNanos - (System.nanoTime() - started);
      if (left <= 0) {
        return false;
      }
    }
    pendingCall = null;
    rows.throwFailures();
    return true;
  }

  /** How long to wait before rows are looked at that may have been at work for too long. */
  static long lookNanos(Duration stepTimeout) {
    return stepTimeout.toNanos() / LOOKS_PER_TIMEOUT;
  }

  @Override
  public @Nullable String pendingCall() {
    return pendingCall;
  }

  @Override
  public void close() {
    close(crew, rows);
  }

  /** Closes rows and ends a crew, whatever they are at, within a second. */
  static void close(Crew crew, Rows rows) {
    Set<Integer> left = new TreeSet<>();
    crew.cancel();
    awaitOrGiveUp(crew, rows, left);
    rows.forgetFailures(); // Nobody waits for the outcome of that any more.
    crew.beginAll(rows.size(), row -> rows.run(row, RowEnv::close));
    awaitOrGiveUp(crew, rows, left);
    crew.close();
    if (!left.isEmpty()) {
      Warnings.warn(
          ("closed while environments were still at work: env=%s; their threads are left behind and"
                  + " keep what these environments hold")
              .formatted(left));
    }
    rows.throwFailures();
  }

  private static void awaitOrGiveUp(Crew crew, Rows rows, Set<Integer> left) {
    if (crew.await(CLOSE_LIMIT.toNanos())) {
      return;
    }
    crew.giveUp(0, row -> rows.get(row).giveUp() && left.add(row));
    // Who has come back in this moment is done at once; the rest is not begun any more.
    crew.cancel();
    crew.await(CLOSE_LIMIT.toNanos());
  }
}
