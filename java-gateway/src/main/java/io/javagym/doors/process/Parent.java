package io.javagym.doors.process;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The Python process that started this one, and without which it must not live on. */
final class Parent {
  private static final long LOOK_MILLIS = 1000;
  private static final long HALT_MILLIS = 1000;

  private final Runnable cleanUp;
  private final Optional<ProcessHandle> parent = ProcessHandle.current().parent();

  Parent(Runnable cleanUp) {
    this.cleanUp = cleanUp;
  }

  /**
   * Waits until standard input ends, which it does with the parent however that dies; then ends
   * this process. A child that the parent forked may hold the other end open, so the parent itself
   * is looked at too.
   */
  void awaitEnd(Reader standardInput) {
    startDaemon("javagym-parent", this::look);
    try {
      while (standardInput.read() >= 0) {
        // Nothing more is said on it.
      }
    } catch (IOException e) {
      // It can't be read any more: the same as its end.
    }
    end();
  }

  private void look() {
    while (parent.isPresent() && parent.get().isAlive()) {
      if (!slept(LOOK_MILLIS)) {
        return;
      }
    }
    end();
  }

  /** Ends even where a shutdown hook of an environment's hangs. */
  private void end() {
    startDaemon(
        "javagym-halt",
        () -> {
          slept(HALT_MILLIS);
          Runtime.getRuntime().halt(1);
        });
    cleanUp.run();
    System.exit(0);
  }

  private static void startDaemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean slept(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
