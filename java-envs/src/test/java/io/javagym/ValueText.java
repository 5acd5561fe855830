package io.javagym;

import io.javagym.spaces.GraphInstance;
import io.javagym.spaces.OneOf;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Elements of spaces as texts that are equal if the elements are, bit by bit. */
public final class ValueText {
  private ValueText() {}

  public static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof List<?> list) {
      text.append('[');
      list.forEach(element -> append(text, element));
      text.append(']');
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      new TreeMap<>(map)
          .forEach(
              (key, field) -> {
                text.append(key).append('=');
                append(text, field);
              });
      text.append('}');
    } else if (value instanceof OneOf.Choice choice) {
      text.append(choice.index()).append(':');
      append(text, choice.value());
    } else if (value instanceof GraphInstance graph) {
      append(text, graph.nodes());
      append(text, graph.edges());
      append(text, graph.edgeLinks());
    } else if (value != null && value.getClass().isArray()) {
      text.append(value.getClass().getComponentType()).append('[');
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(Array.get(value, i)).append(' ');
      }
      text.append(']');
    } else {
      text.append(value).append(value == null ? "" : value.getClass().getSimpleName()).append(' ');
    }
  }
}
