package io.javagym;

/**
 * The outcome of one action.
 *
 * <p>Termination and truncation never merge. After termination the value of the next state is zero;
 * after truncation it is not, and an agent goes on bootstrapping from it.
 *
 * @param observation what is seen after the action
 * @param reward the reward of the transition
 * @param terminated whether the episode reached a terminal state of the task
 * @param truncated whether the episode was cut off from outside the task, as by a time limit
 * @param info fields declared by {@link Env#infoSpace()}
 */
public record Step<O>(
    O observation, double reward, boolean terminated, boolean truncated, Info info) {

  /** An outcome without info and without truncation. */
  public static <O> Step<O> of(O observation, double reward, boolean terminated) {
    return new Step<>(observation, reward, terminated, false, Info.EMPTY);
  }

  /** An outcome with info and without truncation. */
  public static <O> Step<O> of(O observation, double reward, boolean terminated, Info info) {
    return new Step<>(observation, reward, terminated, false, info);
  }

  /** Whether the episode is over, for either reason. */
  public boolean done() {
    return terminated || truncated;
  }

  /** The same outcome, cut off from outside the task. */
  public Step<O> truncate() {
    return truncated ? this : new Step<>(observation, reward, terminated, true, info);
  }
}
