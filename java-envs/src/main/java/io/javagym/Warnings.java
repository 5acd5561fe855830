package io.javagym;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Where an environment says something that is no error, as Gymnasium does with {@code logger.warn}.
 *
 * <p>Each process has one receiver. In Python it is {@code gymnasium.logger.warn}; in Java it is
 * {@link System.Logger} unless set.
 */
public final class Warnings {
  private static final AtomicReference<Consumer<String>> RECEIVER =
      new AtomicReference<>(Warnings::log);

  private Warnings() {}

  private static void log(String message) {
    System.getLogger("io.javagym").log(System.Logger.Level.WARNING, message);
  }

  /** Sends one sentence to the receiver. */
  public static void warn(String message) {
    RECEIVER.get().accept(message);
  }

  /** Sets the receiver and returns the one before it. */
  public static Consumer<String> setReceiver(Consumer<String> receiver) {
    return RECEIVER.getAndSet(receiver);
  }
}
