package io.javagym.agents.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * Ctrl-C, and the signal by which systems end what runs: the first asks the run to save and stop,
 * the second ends this process at once.
 */
final class Interrupts implements AutoCloseable {
  /** What shells expect of a program that SIGINT ended. */
  static final int EXIT_STATUS = 130;

  private static final String[] SIGNALS = {"INT", "TERM"};

  private final Map<String, Object> before = new LinkedHashMap<>();
  private volatile boolean stopWanted;

  private Interrupts() {}

  static Interrupts listen() {
    Interrupts interrupts = new Interrupts();
    for (String signal : SIGNALS) {
      Object handler = Signals.register(signal, interrupts::received);
      if (handler != null) {
        interrupts.before.put(signal, handler);
      }
    }
    return interrupts;
  }

  /** In a thread of the JVM's. */
  private void received() {
    if (stopWanted) {
      Runtime.getRuntime().halt(EXIT_STATUS);
    }
    stopWanted = true;
    System.err.println();
    System.err.println("saving; once more to stop at once");
  }

  boolean isStopWanted() {
    return stopWanted;
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
