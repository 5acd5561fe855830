package io.javagym.envs.tabular;

import io.javagym.Kwargs;
import io.javagym.RenderMode;
import java.util.Arrays;

/**
 * Five states, of which the next one is any with the same probability, whatever the action; every
 * step pays 1. There is nothing to learn but the value of being there: 1 / (1 - discount).
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(5)}</td><td>the state</td></tr>
 * <tr><td>action</td><td>{@code Discrete(2)}</td><td>without effect</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td><td>0.2; 1 after a reset</td></tr>
 * </table>
 *
 * <p>Episodes start in any state too. No state is terminal. The only argument is {@code
 * render_mode}, None or {@code "ansi"}.
 */
public final class RandomState extends TabularMdp {
  private static final int NUM_STATES = 5;
  private static final int NUM_ACTIONS = 2;
  private static final double PROBABILITY = 1.0 / NUM_STATES;

  /** The process with the argument above. */
  public RandomState(Kwargs kwargs) {
    super(tables(kwargs.renderMode()));
  }

  private static Builder tables(RenderMode renderMode) {
    double[] initialProbabilities = new double[NUM_STATES];
    Arrays.fill(initialProbabilities, PROBABILITY);
    Builder tables =
        builder(NUM_STATES, NUM_ACTIONS)
            .initialProbabilities(initialProbabilities)
            .renderMode(renderMode);
    for (int state = 0; state < NUM_STATES; state++) {
      for (int action = 0; action < NUM_ACTIONS; action++) {
        for (int next = 0; next < NUM_STATES; next++) {
          tables.transition(state, action, new Transition(PROBABILITY, next, 1, false));
        }
      }
    }
    return tables;
  }
}
