package io.javagym;

/**
 * What can be saved and brought back, in this process or another. An environment that implements
 * this has {@link Env#snapshot()} and {@link Env#restore(byte[])} in both languages and through
 * every door.
 */
public interface Snapshottable {

  /**
   * Passes all that this object is now through {@code state}, generators included: what was fixed
   * when it was made may be left out. One method says it for saving and restoring, so the two can't
   * come apart:
   *
   * <pre>{@code
   * position = state.exchange(position);
   * velocity = state.exchange(velocity);
   * state.exchange(forces); // an array, in place
   * }</pre>
   *
   * <p>What is passed, and in which order, may depend on what was passed before, but on nothing
   * else that the object is.
   *
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if a part of this object,
   *     such as an environment inside of it, cannot be saved
   */
  void exchangeState(StateExchange state);
}
