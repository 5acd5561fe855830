package io.javagym.server;

import io.javagym.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what environments warn of while a request is worked on, for its response. A warning from
 * any other thread goes where it went before.
 */
final class RequestWarnings {
  private static final int MOST = 100;
  private static final ThreadLocal<@Nullable List<String>> GATHERED = new ThreadLocal<>();
  private static boolean installed;

  private RequestWarnings() {}

  /** Takes over as the process's receiver; once is enough for all servers in it. */
  static synchronized void install() {
    if (installed) {
      return;
    }
    installed = true;
    Consumer<String> before = Warnings.setReceiver(message -> {});
    Warnings.setReceiver(
        message -> {
          List<String> gathered = GATHERED.get();
          if (gathered == null) {
            before.accept(message);
          } else if (gathered.size() < MOST) {
            gathered.add(message);
          }
        });
  }

  static void begin() {
    GATHERED.set(new ArrayList<>());
  }

  static List<String> end() {
    List<String> gathered = GATHERED.get();
    GATHERED.remove();
    return gathered == null ? List.of() : gathered;
  }
}
