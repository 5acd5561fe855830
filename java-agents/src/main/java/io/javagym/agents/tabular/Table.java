package io.javagym.agents.tabular;

import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Arrays;

/**
 * Which row of a table a state has, and which column an action; both are counted from 0, wherever
 * the spaces start.
 *
 * @param states what an agent sees
 * @param actions what it does
 */
record Table(Discrete states, Discrete actions) {

  /** The table of an algorithm for these spaces; an error if one is not {@link Discrete}. */
  static Table of(String algorithm, Space<Long> states, Space<Long> actions) {
    return new Table(
        discrete(algorithm, "observations", states), discrete(algorithm, "actions", actions));
  }

  /** How many rows there are. */
  int numStates() {
    return Math.toIntExact(states.n());
  }

  /** How many columns there are. */
  int numActions() {
    return Math.toIntExact(actions.n());
  }

  /** The row of an observation. */
  int row(long observation) {
    return (int) (observation - states.start());
  }

  /** The column of an action. */
  int column(long action) {
    return (int) (action - actions.start());
  }

  /** The action of a column. */
  long action(int column) {
    return actions.start() + column;
  }

  /** A number for each state and action, [S][A]. */
  double[][] filledWith(double value) {
    double[][] table = new double[numStates()][numActions()];
    for (double[] row : table) {
      Arrays.fill(row, value);
    }
    return table;
  }

  static double requireStepSize(double alpha) {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha is " + alpha + ", expected 0 < alpha <= 1");
    }
    return alpha;
  }

  static double requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s is %s, expected 0 <= %s <= 1".formatted(name, value, name));
    }
    return value;
  }

  private static Discrete discrete(String algorithm, String role, Space<Long> space) {
    // From an environment whose types nobody checked, any space may come here.
    if ((Object) space instanceof Discrete discrete) {
      return discrete;
    }
    throw new IllegalArgumentException(
        "%s needs Discrete %s, got %s".formatted(algorithm, role, space));
  }
}
