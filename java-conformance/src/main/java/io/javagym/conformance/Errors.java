package io.javagym.conformance;

import io.javagym.GymException;
import org.jspecify.annotations.Nullable;

/** What the rules say of errors: their kind, and what their message tells. */
final class Errors {
  /** Something that should fail. */
  @FunctionalInterface
  interface Call {
    void run();
  }

  private Errors() {}

  /** That a call fails with an error of a kind whose message holds these texts. */
  static void require(
      String rule, String where, Call call, GymException.Code code, String... texts) {
    RuntimeException thrown = thrownBy(call);
    if (!(thrown instanceof GymException e) || e.code() != code) {
      throw Breach.of(
          rule,
          where,
          "a GymException of code " + code,
          thrown == null ? "no error" : described(thrown));
    }
    for (String text : texts) {
      if (e.getMessage() == null || !e.getMessage().contains(text)) {
        throw Breach.of(rule, where, "a message that holds '" + text + "'", e.getMessage());
      }
    }
  }

  private static @Nullable RuntimeException thrownBy(Call call) {
    try {
      call.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static String described(RuntimeException thrown) {
    return thrown instanceof GymException e ? e.code() + ": " + e.getMessage() : thrown.toString();
  }
}
