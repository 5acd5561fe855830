package io.javagym.spaces;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in a message what a value is. */
final class Described {
  private static final int LONGEST_TEXT = 40;

  private Described() {}

  static String value(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (isIntegral(value)) {
      return value.toString();
    }
    if (value instanceof CharSequence text) {
      return text.length() <= LONGEST_TEXT
          ? "\"%s\"".formatted(text)
          : "\"%s...\" (%d chars)".formatted(text.subSequence(0, LONGEST_TEXT), text.length());
    }
    if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return "a map of " + map.keySet();
    }
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return "%s[%d]".formatted(type.getComponentType().getSimpleName(), Array.getLength(value));
    }
    return "%s %s".formatted(type.getSimpleName(), value);
  }

  /** Whether the value is a boxed integer of any width. */
  static boolean isIntegral(@Nullable Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }
}
