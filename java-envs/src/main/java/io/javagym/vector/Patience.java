package io.javagym.vector;

import io.javagym.GymException;
import io.javagym.VectorSettings;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** How long a call waits for rows, and a row for its environment. */
final class Patience {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  /** How often rows may be looked at within the time limit of one. */
  private static final int LOOKS_PER_TIMEOUT = 8;

  private final Duration callLimit;
  private final @Nullable Duration stepTimeout;

  Patience(VectorSettings settings) {
    Duration limit = settings.callLimit();
    this.callLimit = limit == null ? FOREVER : limit;
    this.stepTimeout = settings.stepTimeout();
  }

  /** How long a call waits before it comes back unfinished. */
  Duration callLimit() {
    return callLimit;
  }

  /** What a call that comes back unfinished throws. */
  GymException unfinished(String call) {
    return new GymException(
        GymException.Code.UNFINISHED,
        "%s takes longer than %s s; await goes on waiting"
            .formatted(call, callLimit.toNanos() / 1e9));
  }

  /**
   * Waits, and has rows given up in between that have been at work for longer than one may.
   *
   * @param isDoneWithin waits for so many nanoseconds at most
   * @param giveUp gives up the rows that have been at work for longer than its argument
   * @return whether it is done
   */
  boolean await(Duration timeout, LongPredicate isDoneWithin, Consumer<Duration> giveUp) {
    long timeoutNanos = timeout.toNanos();
    long lookNanos =
        stepTimeout == null ? Long.MAX_VALUE : stepTimeout.toNanos() / LOOKS_PER_TIMEOUT;
    long started = System.nanoTime();
    long left = timeoutNanos;
    while (!isDoneWithin.test(Math.min(left, lookNanos))) {
      if (stepTimeout != null) {
        giveUp.accept(stepTimeout);
      }
      left = timeoutNanos - (System.nanoTime() - started);
      if (left <= 0) {
        return false;
      }
    }
    return true;
  }
}
