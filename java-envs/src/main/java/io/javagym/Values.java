package io.javagym;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Says in messages what a value is. */
final class Values {
  private static final int LONGEST_TEXT = 60;

  private Values() {}

  /** The value if it is short, and its type, with the length of an array. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return type.getComponentType().getSimpleName() + "[" + Array.getLength(value) + "]";
    }
    String text = String.valueOf(value);
    String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
    return shown + " (" + type.getSimpleName() + ")";
  }
}
