package io.javagym.agents.policygradient;

/** What the log-likelihood of an action is multiplied with in the policy gradient. */
public enum Credit {
  /** The return of the whole episode, also what came before the action. */
  TOTAL_RETURN,
  /** What came after the action. */
  REWARD_TO_GO,
  /** What came after it, less the value that was expected. */
  ADVANTAGE
}
