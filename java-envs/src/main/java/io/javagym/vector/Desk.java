package io.javagym.vector;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where rows lie that are done, in the order in which they were, and what each row is to do. It
 * knows nothing of who owns it, since threads keep it.
 */
final class Desk implements Crew.Job {
  private final Rows rows;
  private final Rows.Action[] actions;
  private final String[] calls;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The first {@link #numDone} elements; all under the lock. */
  private final int[] done;

  private int numDone;

  Desk(Rows rows) {
    this.rows = rows;
    this.actions = new Rows.Action[rows.size()];
    this.calls = new String[rows.size()];
    this.done = new int[rows.size()];
  }

  /** Says what a row is to do, before a thread is told to. */
  void put(int row, String call, Rows.Action action) {
    actions[row] = action;
    calls[row] = call;
  }

  String call(int row) {
    return calls[row];
  }

  @Override
  public void run(int row) {
    rows.run(row, actions[row]);
  }

  /** Lays a row down. */
  @Override
  public void done(int row) {
    lock.lock();
    try {
      done[numDone++] = row;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many rows lie there, or so long; returns whether they do. */
  boolean await(int count, long timeoutNanos) {
    long left = timeoutNanos;
    boolean interrupted = false;
    lock.lock();
    try {
      while (numDone < count && left > 0) {
        long started = System.nanoTime();
        try {
          changed.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // The rows can't be left half done.
        }
        left -= System.nanoTime() - started;
      }
      return numDone >= count;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes the rows that were done first, as many as there is room for; they must lie there. */
  void take(int[] taken) {
    lock.lock();
    try {
      System.arraycopy(done, 0, taken, 0, taken.length);
      numDone -= taken.length;
      System.arraycopy(done, taken.length, done, 0, numDone);
    } finally {
      lock.unlock();
    }
  }

  /** Takes those of the first so many rows that failed; returns how many they are. */
  int takeFailed(int count, int[] taken) {
    lock.lock();
    try {
      int failed = 0;
      int kept = 0;
      for (int i = 0; i < numDone; i++) {
        if (i < count && rows.hasFailed(done[i])) {
          taken[failed++] = done[i];
        } else {
          done[kept++] = done[i];
        }
      }
      numDone = kept;
      return failed;
    } finally {
      lock.unlock();
    }
  }
}
