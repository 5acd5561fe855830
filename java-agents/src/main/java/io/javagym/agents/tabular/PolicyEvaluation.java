package io.javagym.agents.tabular;

import io.javagym.envs.tabular.TabularMdp;

/** Iterative policy evaluation, in place: Sutton and Barto, section 4.1. */
public final class PolicyEvaluation {
  private PolicyEvaluation() {}

  /**
   * The values v_pi of a policy.
   *
   * @param pi the probability of each action in each state, [S][A]
   * @param gamma the discount; 1 only where every episode ends
   * @param theta it stops once no value changes by that much in a sweep
   * @return [S]
   */
  public static double[] evaluate(TabularMdp mdp, double[][] pi, double gamma, double theta) {
    Bellman.requirePlannable(gamma, theta);
    double[] v = new double[mdp.numStates()]; // [S]
    double delta = 0;
    for (int sweep = 0; sweep < Bellman.MOST_SWEEPS; sweep++) {
      delta = 0;
      for (int s = 0; s < v.length; s++) {
        double old = v[s];
        double expected = 0;
        for (int a = 0; a < mdp.numActions(); a++) {
          expected += pi[s][a] == 0 ? 0 : pi[s][a] * Bellman.q(mdp, s, a, v, gamma);
        }
        v[s] = expected;
        delta = Math.max(delta, Math.abs(old - expected));
      }
      if (delta < theta) {
        return v;
      }
    }
    throw Bellman.unsettled(delta, gamma, theta);
  }

  /**
   * The values v_pi of a policy that leaves nothing to chance.
   *
   * @param pi an action for each state, [S]
   */
  public static double[] evaluate(TabularMdp mdp, int[] pi, double gamma, double theta) {
    double[][] probabilities = new double[mdp.numStates()][mdp.numActions()]; // [S][A]
    for (int s = 0; s < pi.length; s++) {
      probabilities[s][pi[s]] = 1;
    }
    return evaluate(mdp, probabilities, gamma, theta);
  }
}
