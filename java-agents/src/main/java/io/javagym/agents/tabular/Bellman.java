package io.javagym.agents.tabular;

import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.Transition;

/** What the planners share: looking one step ahead. Sutton and Barto, section 4.2. */
public final class Bellman {
  /** Sweeps after which values that still change are taken never to settle. */
  static final int MOST_SWEEPS = 1_000_000;

  private Bellman() {}

  /** q(s, a) = sum over s', r of p(s', r | s, a) [r + gamma v(s')]. */
  public static double q(TabularMdp mdp, int s, int a, double[] v, double gamma) {
    double q = 0;
    for (Transition t : mdp.transitions(s, a)) {
      double future = t.terminated() ? 0 : v[t.nextState()];
      q += t.probability() * (t.reward() + gamma * future);
    }
    return q;
  }

  /** The greedy policy, an action for each state; of equally good ones the first. */
  public static int[] greedyPolicy(TabularMdp mdp, double[] v, double gamma) {
    int[] pi = new int[mdp.numStates()];
    for (int s = 0; s < pi.length; s++) {
      for (int a = 1; a < mdp.numActions(); a++) {
        if (q(mdp, s, a, v, gamma) > q(mdp, s, pi[s], v, gamma)) {
          pi[s] = a;
        }
      }
    }
    return pi;
  }

  static void requirePlannable(double gamma, double theta) {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma is " + gamma + ", expected 0 <= gamma <= 1");
    }
    if (!(theta > 0)) {
      throw new IllegalArgumentException("theta is " + theta + ", expected more than 0");
    }
  }

  static IllegalStateException unsettled(double delta, double gamma, double theta) {
    return new IllegalStateException(
        "after %d sweeps values still change by %s, theta is %s; at gamma %s an episode must end"
            .formatted(MOST_SWEEPS, delta, theta, gamma));
  }
}
