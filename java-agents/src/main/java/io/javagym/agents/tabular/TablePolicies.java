package io.javagym.agents.tabular;

import java.util.Arrays;

/** Policies to be evaluated: the probability of each action in each state, [S][A]. */
public final class TablePolicies {
  private TablePolicies() {}

  /** Every action with the same probability. */
  public static double[][] uniform(int numStates, int numActions) {
    return softened(new int[numStates], numActions, 1);
  }

  /**
   * With probability epsilon any action, else the one given: epsilon-soft, Sutton and Barto,
   * section 5.4.
   *
   * @param pi an action for each state, [S]
   * @param epsilon in [0, 1]
   */
  public static double[][] softened(int[] pi, int numActions, double epsilon) {
    Table.requireFraction("epsilon", epsilon);
    double[][] soft = new double[pi.length][numActions]; // [S][A]
    for (int s = 0; s < pi.length; s++) {
      Arrays.fill(soft[s], epsilon / numActions);
      soft[s][pi[s]] += 1 - epsilon;
    }
    return soft;
  }
}
