package io.javagym.agents.tabular;

import io.javagym.envs.tabular.TabularMdp;

/** Value iteration, in place: Sutton and Barto, section 4.4. */
public final class ValueIteration {
  private ValueIteration() {}

  /**
   * The optimal values v_*; {@link Bellman#greedyPolicy} makes the policy of them.
   *
   * @param gamma the discount; 1 only where every episode ends
   * @param theta it stops once no value changes by that much in a sweep
   * @return [S]
   */
  public static double[] solve(TabularMdp mdp, double gamma, double theta) {
    Bellman.requirePlannable(gamma, theta);
    double[] v = new double[mdp.numStates()]; // [S]
    double delta = 0;
    for (int sweep = 0; sweep < Bellman.MOST_SWEEPS; sweep++) {
      delta = 0;
      for (int s = 0; s < v.length; s++) {
        double old = v[s];
        double best = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < mdp.numActions(); a++) {
          best = Math.max(best, Bellman.q(mdp, s, a, v, gamma));
        }
        v[s] = best;
        delta = Math.max(delta, Math.abs(old - best));
      }
      if (delta < theta) {
        return v;
      }
    }
    throw Bellman.unsettled(delta, gamma, theta);
  }
}
