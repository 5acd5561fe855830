package io.javagym.agents.tabular;

import io.javagym.envs.tabular.TabularMdp;

/**
 * Policy iteration: Sutton and Barto, section 4.3.
 *
 * <p>Deviation: an action gives way only to one that is better by more than theta, and evaluation
 * is so accurate that the gain is real. So it can't go back and forth between equally good
 * policies.
 */
public final class PolicyIteration {
  private PolicyIteration() {}

  /**
   * An optimal policy, from the one that takes action 0 everywhere; {@link
   * PolicyEvaluation#evaluate} gives its values.
   *
   * @param gamma the discount, below 1 unless every policy ends every episode
   * @param theta the least gain worth a change of action
   * @return an action for each state, [S]
   */
  public static int[] solve(TabularMdp mdp, double gamma, double theta) {
    double accuracy = gamma < 1 ? theta * (1 - gamma) / 2 : theta;
    int[] pi = new int[mdp.numStates()]; // [S]
    boolean stable;
    do {
      double[] v = PolicyEvaluation.evaluate(mdp, pi, gamma, accuracy); // [S]
      stable = true;
      int[] greedy = Bellman.greedyPolicy(mdp, v, gamma); // [S]
      for (int s = 0; s < pi.length; s++) {
        double gain = Bellman.q(mdp, s, greedy[s], v, gamma) - Bellman.q(mdp, s, pi[s], v, gamma);
        if (gain > theta) {
          pi[s] = greedy[s];
          stable = false;
        }
      }
    } while (!stable);
    return pi;
  }
}
