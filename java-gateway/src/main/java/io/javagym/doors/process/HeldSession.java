package io.javagym.doors.process;

import io.javagym.GymException;
import io.javagym.doors.Session;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session in the hands of Python. Calls come one after the other. One that Python stopped waiting
 * for runs on, and the next waits for it; a close does not, but leaves the closing to it.
 */
final class HeldSession {
  private final Session session;
  private final SharedMemory memory;
  private final ReentrantLock calls = new ReentrantLock();
  private final Object worker = new Object();
  private @Nullable Thread working; // guarded by worker
  private volatile boolean closing;
  private boolean closed; // guarded by calls

  HeldSession(Session session, SharedMemory memory) {
    this.session = session;
    this.memory = memory;
  }

  SharedMemory memory() {
    return memory;
  }

  /**
   * Does something with the session.
   *
   * @param name what it is, for errors
   */
  <T> T call(String name, Function<Session, T> work) {
    calls.lock();
    try {
      if (closing) {
        throw closedError(name);
      }
      begin();
      return work.apply(session);
    } finally {
      end();
      calls.unlock();
      closeIfAsked();
    }
  }

  static GymException closedError(String call) {
    return new GymException(GymException.Code.CLOSED, call + " after the environment was closed");
  }

  /**
   * Releases the environment, and asks a call that still runs to end.
   *
   * @return whether it is released; else that call will do so when it ends
   */
  boolean close() {
    closing = true;
    memory.removeNames();
    return closeIfAsked() || interrupt();
  }

  private boolean interrupt() {
    synchronized (worker) {
      if (working != null) {
        working.interrupt();
      }
      return false;
    }
  }

  private void begin() {
    synchronized (worker) {
      working = Thread.currentThread();
    }
  }

  private void end() {
    synchronized (worker) {
      working = null;
      Thread.interrupted(); // One that came too late is not meant for the next call.
    }
  }

  /** Called after the lock was let go, so that a close that just found it taken is not lost. */
  private boolean closeIfAsked() {
    if (!closing || !calls.tryLock()) {
      return false;
    }
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
      return true;
    } finally {
      calls.unlock();
    }
  }
}
