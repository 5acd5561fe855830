package io.javagym.agents.algorithms;

import io.javagym.agents.Schedule;
import io.javagym.agents.dqn.TargetUpdate;
import io.javagym.agents.nn.Backend;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What values of a hyperparameter there are, and their text.
 *
 * @param legal the legal values, in words
 * @param parse throws an {@link IllegalArgumentException} for what is not legal
 * @param format the text that {@code parse} reads
 */
record Kind<T>(String legal, Function<String, T> parse, Function<T, String> format) {
  private static final String NONE = "none";

  /** A number more than 0. */
  static Kind<Double> positive() {
    return new Kind<>("a number > 0", text -> require(number(text), number(text) > 0), Kind::text);
  }

  /** A number of at least 0. */
  static Kind<Double> notNegative() {
    return new Kind<>(
        "a number >= 0", text -> require(number(text), number(text) >= 0), Kind::text);
  }

  /** A number in [0, 1]. */
  static Kind<Double> fraction() {
    return new Kind<>(
        "a number from 0 to 1",
        text -> require(number(text), number(text) >= 0 && number(text) <= 1),
        Kind::text);
  }

  /** A number in (0, 1]. */
  static Kind<Double> stepSize() {
    return new Kind<>(
        "a number > 0 and <= 1",
        text -> require(number(text), number(text) > 0 && number(text) <= 1),
        Kind::text);
  }

  /** A number more than 0, or infinity, which is called none. */
  static Kind<Double> limit() {
    return new Kind<>(
        "a number > 0, or none",
        text ->
            text.equals(NONE) ? Double.POSITIVE_INFINITY : require(number(text), number(text) > 0),
        value -> value == Double.POSITIVE_INFINITY ? NONE : text(value));
  }

  /** An integer. */
  static Kind<Integer> integer(int least) {
    return new Kind<>(
        "an integer >= " + least,
        text -> {
          int value = new BigDecimal(text).intValueExact();
          return require(value, value >= least);
        },
        String::valueOf);
  }

  /** Yes or no. */
  static Kind<Boolean> flag() {
    return new Kind<>(
        "true or false",
        text -> require(text.equals("true"), text.equals("true") || text.equals("false")),
        String::valueOf);
  }

  /** A constant of an enum, in small letters. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return new Kind<>(
        constants.stream().map(Kind::name).collect(Collectors.joining(", ", "one of ", "")),
        text ->
            constants.stream()
                .filter(constant -> name(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new),
        Kind::name);
  }

  /** Units of hidden layers. */
  static Kind<List<Integer>> layers(boolean mayBeNone) {
    return new Kind<>(
        "integers >= 1 with commas between, as in 64,64"
            + (mayBeNone ? "; none for the Nature CNN" : ""),
        text ->
            mayBeNone && text.equals(NONE)
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(integer(1).parse()).toList(),
        units ->
            units.isEmpty()
                ? NONE
                : units.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** A number that changes. */
  static Kind<Schedule> schedule() {
    return new Kind<>(
        "a number, linear:START,END,DURATION, exponential:START,END,FACTOR or decay:START,END,TIME_CONSTANT",
        text -> Schedule.parse(text),
        String::valueOf);
  }

  /** When a target network follows. */
  static Kind<TargetUpdate> target() {
    return new Kind<>(
        "steps:N, episodes:N or polyak:TAU",
        text -> {
          String[] parts = text.split(":", 2);
          String number = parts.length == 2 ? parts[1] : "";
          return switch (parts[0]) {
            case "steps" -> new TargetUpdate.EverySteps(integer(1).parse().apply(number));
            case "episodes" -> new TargetUpdate.EveryEpisodes(integer(1).parse().apply(number));
            case "polyak" -> new TargetUpdate.Polyak(stepSize().parse().apply(number));
            default -> throw new IllegalArgumentException();
          };
        },
        Kind::text);
  }

  /** What computes networks. */
  static Kind<Backend> backend() {
    return new Kind<>("java or djl", Backend::named, String::valueOf);
  }

  private static String text(TargetUpdate target) {
    if (target instanceof TargetUpdate.EverySteps every) {
      return "steps:" + every.steps();
    } else if (target instanceof TargetUpdate.EveryEpisodes every) {
      return "episodes:" + every.episodes();
    }
    return "polyak:" + text(((TargetUpdate.Polyak) target).tau());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double number(String text) {
    double value = Double.parseDouble(text);
    return require(value, Double.isFinite(value));
  }

  private static <T> T require(T value, boolean legal) {
    if (!legal) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
