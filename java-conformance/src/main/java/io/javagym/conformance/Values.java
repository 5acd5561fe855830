package io.javagym.conformance;

import io.javagym.Frame;
import io.javagym.spaces.GraphInstance;
import io.javagym.spaces.OneOf;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as texts that are equal if the values are, bit by bit, and that outlive their arrays. */
final class Values {
  private static final int MOST_ELEMENTS = 256;

  private Values() {}

  static String text(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      String comma = "";
      for (Map.Entry<?, ?> field : new TreeMap<>(map).entrySet()) {
        text.append(comma).append(field.getKey()).append('=');
        append(text, field.getValue());
        comma = ", ";
      }
      text.append('}');
    } else if (value instanceof List<?> list) {
      appendAll(text, list.toArray());
    } else if (value instanceof OneOf.Choice choice) {
      text.append(choice.index()).append(':');
      append(text, choice.value());
    } else if (value instanceof GraphInstance graph) {
      appendAll(text, graph.nodes(), graph.edges(), graph.edgeLinks());
    } else if (value instanceof Frame.Pixels pixels) {
      text.append(pixels.width()).append('x').append(pixels.height()).append(' ');
      append(text, pixels.rgb());
    } else if (value != null && value.getClass().isArray()) {
      appendArray(text, value);
    } else {
      text.append(value);
    }
  }

  private static void appendAll(StringBuilder text, @Nullable Object... values) {
    text.append('[');
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ", ");
      append(text, values[i]);
    }
    text.append(']');
  }

  /** A long one, such as a picture, by a hash of all and its first elements. */
  private static void appendArray(StringBuilder text, Object array) {
    int length = Array.getLength(array);
    text.append(array.getClass().getComponentType().getSimpleName());
    if (length > MOST_ELEMENTS) {
      text.append('[').append(length).append("] with hash ").append(hash(array)).append(' ');
    }
    text.append('[');
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      text.append(i == 0 ? "" : ", ");
      append(text, Array.get(array, i));
    }
    text.append(length > MOST_ELEMENTS ? ", ...]" : "]");
  }

  private static int hash(Object array) {
    return Arrays.deepHashCode(new Object[] {array});
  }

  /** A value of its own, whatever its first owner does with its arrays. */
  static Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new TreeMap<>();
      map.forEach((key, field) -> copy.put(key, copy(field)));
      return copy;
    } else if (value instanceof List<?> list) {
      return list.stream().map(Values::copy).toList();
    } else if (value instanceof OneOf.Choice choice) {
      return new OneOf.Choice(choice.index(), copy(choice.value()));
    } else if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      Object copy = Array.newInstance(value.getClass().getComponentType(), length);
      System.arraycopy(value, 0, copy, 0, length);
      return copy;
    }
    return value;
  }
}
