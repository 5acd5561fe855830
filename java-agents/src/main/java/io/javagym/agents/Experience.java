package io.javagym.agents;

/**
 * One step as an agent learns from it: S_t, A_t, R_{t+1}, S_{t+1}.
 *
 * <p>Termination and truncation never merge. The value of {@code nextObservation} is zero if {@code
 * terminated}; after truncation it is what it always was.
 *
 * @param observation what the agent saw
 * @param action what it did
 * @param reward what that paid
 * @param nextObservation what it saw then
 * @param terminated whether the episode reached a terminal state of the task
 * @param truncated whether the episode was cut off from outside the task
 */
public record Experience<O, A>(
    O observation,
    A action,
    double reward,
    O nextObservation,
    boolean terminated,
    boolean truncated) {

  /** Whether the episode is over, for either reason. */
  public boolean done() {
    return terminated || truncated;
  }
}
