package io.javagym.agents.tabular;

import java.util.Map;

/** How an agent with a table chooses an action while it learns. */
public interface Exploration {

  /**
   * An action, from 0.
   *
   * @param q the values Q(s, .) of the present state, one for each action
   * @param episode the present episode, from 0
   */
  int choose(double[] q, long episode);

  /** How much it explored in an episode, by name, for the log. */
  Map<String, Double> metrics(long episode);
}
