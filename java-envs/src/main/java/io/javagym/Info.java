package io.javagym;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an environment tells beside the observation. Not for the agent to learn from, with one
 * customary exception: {@code action_mask}, an {@code int8} vector of the actions allowed next.
 *
 * @param fields values by name, each an element of the space that {@link Env#infoSpace()} declares
 *     under that name; a single number of a box may also be a {@link Number}
 */
public record Info(Map<String, Object> fields) {

  /** No fields. */
  public static final Info EMPTY = new Info(Map.of());

  /** One field. */
  public static Info of(String name, Object value) {
    return new Info(Map.of(name, value));
  }

  /** Two fields. */
  public static Info of(String name1, Object value1, String name2, Object value2) {
    return of(name1, value1).with(name2, value2);
  }

  /** These fields and one more. */
  public Info with(String name, Object value) {
    Map<String, Object> extended = new LinkedHashMap<>(fields);
    extended.put(name, value);
    return new Info(Collections.unmodifiableMap(extended));
  }

  /** The value of a field, or {@code null} where it is absent. */
  public @Nullable Object get(String name) {
    return fields.get(name);
  }

  /** A floating-point field; an error where it is absent or of another type. */
  public double getDouble(String name) {
    if (fields.get(name) instanceof double[] scalar && scalar.length == 1) {
      return scalar[0];
    }
    if (fields.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "info field '%s' is not a number: %s; the fields are %s"
            .formatted(name, fields.get(name), fields.keySet()));
  }
}
