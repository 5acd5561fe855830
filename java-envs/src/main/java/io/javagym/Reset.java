package io.javagym;

/**
 * The start of an episode.
 *
 * @param observation the first observation
 * @param info fields declared by {@link Env#infoSpace()}
 */
public record Reset<O>(O observation, Info info) {

  /** A start without info. */
  public static <O> Reset<O> of(O observation) {
    return new Reset<>(observation, Info.EMPTY);
  }

  /** A start with info. */
  public static <O> Reset<O> of(O observation, Info info) {
    return new Reset<>(observation, info);
  }
}
