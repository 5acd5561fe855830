package io.javagym.agents.algorithms;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A number or choice of an algorithm's settings, by name and as text.
 *
 * @param <S> the settings
 */
public final class Hyperparameter<S> {
  private final String name;
  private final String legal;
  private final String description;
  private final Function<S, String> read;
  private final BiFunction<S, String, S> write;

  private Hyperparameter(
      String name,
      String legal,
      String description,
      Function<S, String> read,
      BiFunction<S, String, S> write) {
    this.name = name;
    this.legal = legal;
    this.description = description;
    this.read = read;
    this.write = write;
  }

  static <S, T> Hyperparameter<S> of(
      String name, Kind<T> kind, String description, Function<S, T> get, BiFunction<S, T, S> with) {
    return new Hyperparameter<>(
        name,
        kind.legal(),
        description,
        settings -> kind.format().apply(get.apply(settings)),
        (settings, text) -> with.apply(settings, parsed(name, kind, text)));
  }

  private static <T> T parsed(String name, Kind<T> kind, String text) {
    try {
      return kind.parse().apply(text.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalValueException(
          "%s is '%s', expected %s".formatted(name, text, kind.legal()), e);
    }
  }

  /** A text that is no value of its hyperparameter, whatever the others are. */
  static final class IllegalValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    IllegalValueException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /** Such as {@code learning_rate}. */
  public String name() {
    return name;
  }

  /** The values that it may have, in words. */
  public String legal() {
    return legal;
  }

  /** What it does, in a few words. */
  public String description() {
    return description;
  }

  /** Its value. */
  public String read(S settings) {
    return read.apply(settings);
  }

  /**
   * Settings that differ in it.
   *
   * @throws IllegalArgumentException if the text is no legal value, or none beside the others
   */
  public S write(S settings, String text) {
    return write.apply(settings, text);
  }
}
