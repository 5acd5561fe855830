package io.javagym.agents.tabular;

import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.Transition;

/**
 * The values of a policy as what they are, the solution of a linear system: (I - gamma P) v = r,
 * the Bellman equation of Sutton and Barto, section 4.1. P are the transitions under the policy
 * that end nothing, and r is the expected reward. It takes S^3 time, and serves to judge what was
 * learned.
 */
public final class BellmanEquation {
  /** A pivot that is only rounding, of numbers that are at most 1. */
  private static final double SINGULAR = 1e-12;

  private BellmanEquation() {}

  /**
   * The values v_pi of a policy.
   *
   * @param pi the probability of each action in each state, [S][A]
   * @param gamma the discount; 1 only where every episode ends
   * @return [S]
   * @throws IllegalArgumentException if gamma is out of its range
   * @throws IllegalStateException if no values solve it: gamma is 1 and some episode need not end
   */
  public static double[] solve(TabularMdp mdp, double[][] pi, double gamma) {
    Table.requireFraction("gamma", gamma);
    int n = mdp.numStates();
    double[][] system = new double[n][n + 1]; // I - gamma P, and r in the last column
    for (int s = 0; s < n; s++) {
      system[s][s] = 1;
      for (int a = 0; a < mdp.numActions(); a++) {
        for (Transition t : mdp.transitions(s, a)) {
          double p = pi[s][a] * t.probability();
          system[s][n] += p * t.reward();
          if (!t.terminated()) {
            system[s][t.nextState()] -= gamma * p;
          }
        }
      }
    }
    return solve(system, gamma);
  }

  /** Gauss's elimination, by the largest pivot of each column. */
  private static double[] solve(double[][] system, double gamma) {
    int n = system.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = system[column];
      system[column] = system[pivot];
      system[pivot] = swapped;
      if (Math.abs(system[column][column]) < SINGULAR) {
        throw new IllegalStateException(
            "the Bellman equation has no solution; at gamma %s an episode must end"
                .formatted(gamma));
      }
      for (int row = column + 1; row < n; row++) {
        double factor = system[row][column] / system[column][column];
        for (int k = column; factor != 0 && k <= n; k++) {
          system[row][k] -= factor * system[column][k];
        }
      }
    }
    double[] v = new double[n]; // [S]
    for (int row = n - 1; row >= 0; row--) {
      double known = system[row][n];
      for (int k = row + 1; k < n; k++) {
        known -= system[row][k] * v[k];
      }
      v[row] = known / system[row][row];
    }
    return v;
  }
}
