package io.javagym;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments on their way to a constructor. Reading an argument declares it: after the
 * environment is made, {@link #rejectUnread} turns one that nobody read, such as a misspelt one,
 * into an error that lists those that are known.
 *
 * <p>Values are what JSON can say: {@code null}, {@link Boolean}, {@link Long}, {@link Double},
 * {@link String}, {@link List} and {@link Map} of these.
 */
public final class Kwargs {
  private final Map<String, @Nullable Object> values;
  private final Set<String> read = new LinkedHashSet<>();

  private Kwargs(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** No arguments. */
  public static Kwargs empty() {
    return new Kwargs(Map.of());
  }

  /** The arguments of a map. */
  public static Kwargs of(Map<String, ? extends @Nullable Object> values) {
    return new Kwargs(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** All arguments by name. */
  public Map<String, @Nullable Object> asMap() {
    return values;
  }

  /** Whether an argument was given, even as {@code null}. */
  public boolean has(String name) {
    read.add(name);
    return values.containsKey(name);
  }

  /** A flag. */
  public boolean getBoolean(String name, boolean defaultValue) {
    Object value = get(name, defaultValue);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrongType(name, "a bool", value);
  }

  /** An integer that fits an {@code int}. */
  public int getInt(String name, int defaultValue) {
    Object value = get(name, (long) defaultValue);
    if (value instanceof Long || value instanceof Integer) {
      long number = ((Number) value).longValue();
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw wrongType(name, "an int in [-2147483648, 2147483647]", value);
  }

  /** An integer of a range, both ends included. */
  public int getInt(String name, int defaultValue, int least, int greatest) {
    int value = getInt(name, defaultValue);
    if (value < least || value > greatest) {
      throw GymException.invalidArgument(
          "keyword argument '%s' is %d, expected %d <= %s <= %d"
              .formatted(name, value, least, name, greatest));
    }
    return value;
  }

  /** A number; an integer is taken as a floating-point number, as Python does. */
  public double getDouble(String name, double defaultValue) {
    Object value = get(name, defaultValue);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrongType(name, "a number", value);
  }

  /** A text, or {@code null} where the argument is {@code null} or the default is. */
  public @Nullable String getString(String name, @Nullable String defaultValue) {
    Object value = get(name, defaultValue);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrongType(name, "a str or None", value);
  }

  /** A list of texts, or {@code null} where the argument is {@code null} or the default is. */
  public @Nullable List<String> getStrings(String name, @Nullable List<String> defaultValue) {
    Object value = get(name, defaultValue);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof String text)) {
          throw wrongType(name, "a list of str", value);
        }
        texts.add(text);
      }
      return texts;
    }
    throw wrongType(name, "a list of str", value);
  }

  /** A list of exactly {@code length} numbers. */
  public double[] getDoubles(String name, double... defaultValue) {
    Object value = get(name, defaultValue);
    if (value instanceof double[] numbers && numbers.length == defaultValue.length) {
      return numbers.clone();
    }
    if (value instanceof List<?> list && list.size() == defaultValue.length) {
      double[] numbers = new double[list.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (!(list.get(i) instanceof Number number)) {
          throw wrongType(name, "a list of numbers", value);
        }
        numbers[i] = number.doubleValue();
      }
      return numbers;
    }
    throw wrongType(name, "a list of " + defaultValue.length + " numbers", value);
  }

  /**
   * Further arguments by name, or {@code null} where the argument is {@code null} or the default
   * is.
   */
  @SuppressWarnings("unchecked") // JSON's keys are texts, as are those of arguments from Java.
  public @Nullable Map<String, @Nullable Object> getMap(
      String name, @Nullable Map<String, @Nullable Object> defaultValue) {
    Object value = get(name, defaultValue);
    if (value == null || value instanceof Map) {
      return (Map<String, @Nullable Object>) value;
    }
    throw wrongType(name, "a dict or None", value);
  }

  /** The argument {@code render_mode}. */
  public RenderMode renderMode() {
    return RenderMode.of(getString("render_mode", null));
  }

  /** The value as it came, or the default where it was not given. */
  public @Nullable Object get(String name, @Nullable Object defaultValue) {
    read.add(name);
    return values.containsKey(name) ? values.get(name) : defaultValue;
  }

  /** The names read so far, which are those that the environment knows. */
  public Set<String> knownNames() {
    return Collections.unmodifiableSet(read);
  }

  /**
   * Refuses arguments that nobody read.
   *
   * @param owner what was made, for the message
   * @throws GymException of code {@link GymException.Code#UNKNOWN_ARGUMENT}
   */
  public void rejectUnread(String owner) {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        List<String> known = new ArrayList<>(read);
        throw new GymException(
            GymException.Code.UNKNOWN_ARGUMENT,
            "%s got an unexpected keyword argument '%s'%s; it knows: %s"
                .formatted(
                    owner,
                    name,
                    Suggestions.didYouMean(name, known),
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  private static GymException wrongType(String name, String expected, @Nullable Object value) {
    return GymException.invalidArgument(
        "keyword argument '%s': expected %s, got %s"
            .formatted(name, expected, value == null ? "None" : value));
  }
}
