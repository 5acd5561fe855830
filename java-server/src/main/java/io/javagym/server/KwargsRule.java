package io.javagym.server;

import io.javagym.GymException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments a client may not give, whatever the environment knows: those that name places on
 * the server's machine, since an environment would open or look for a file that the client chose.
 * An argument is known by its name. {@code rom_dir}, {@code path} and {@code configFile} are such
 * names.
 */
final class KwargsRule {
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:.*[_.-])?(?:path|paths|dir|dirs|directory|file|files|filename|folder|url|uri|classpath)");
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Set<String> allowed;
  private final Set<String> denied;

  /**
   * A rule with exceptions.
   *
   * @param allowed names that are let through although they look like places
   * @param denied names that are refused although they don't
   */
  KwargsRule(Set<String> allowed, Set<String> denied) {
    this.allowed = Set.copyOf(allowed);
    this.denied = Set.copyOf(denied);
  }

  /**
   * Looks at arguments or options, and at those inside of them.
   *
   * @throws GymException if one is not for clients to give
   */
  void check(Map<String, @Nullable Object> values) {
    values.forEach(
        (name, value) -> {
          if (isDenied(name)) {
            throw GymException.invalidArgument(
                "argument '%s' names a place on the server's machine, which a client may not choose;"
                        .formatted(name)
                    + " the server can allow it by --allow-kwarg "
                    + name);
          }
          checkInside(value);
        });
  }

  @SuppressWarnings("unchecked") // JSON objects have texts as their keys.
  private void checkInside(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      check((Map<String, @Nullable Object>) map);
    } else if (value instanceof Collection<?> list) {
      list.forEach(this::checkInside);
    }
  }

  private boolean isDenied(String name) {
    if (denied.contains(name)) {
      return true;
    }
    String words = CAPITAL.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    return PLACE.matcher(words).matches() && !allowed.contains(name);
  }
}
