package io.javagym.vector;

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
  /** How long closing waits for rows at work, and then for their {@code close}. */
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(350);

  private final Rows rows;
  private final Patience patience;
  private final Crew crew;
  private @Nullable String pendingCall;

  WatchedRunner(Rows rows, VectorSettings settings) {
    this.rows = rows;
    this.patience = new Patience(settings);
    this.crew = Crew.forWatchedRuns(settings.numThreads());
    crew.dismissWith(this);
  }

  @Override
  public void run(String call, WorkerPool.Work work) {
    pendingCall = call;
    crew.begin(rows.size(), 1, work);
    if (!await(patience.callLimit())) {
      throw patience.unfinished(call);
    }
  }

  @Override
  public boolean await(Duration timeout) {
    String call = pendingCall;
    if (call == null) {
      return true;
    }
    if (!patience.await(
        timeout,
        crew::await,
        limit -> crew.giveUp(limit.toNanos(), row -> rows.giveUp(row, call, limit)))) {
      return false;
    }
    pendingCall = null;
    rows.throwFailures();
    return true;
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
