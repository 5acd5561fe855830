package io.javagym.agents.tabular;

import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.Arrays;

/**
 * Monte Carlo prediction: Sutton and Barto, section 5.1. A state's target is the return of what
 * followed, known when the episode is over.
 *
 * <p>Deviations:
 *
 * <ol>
 *   <li>Every visit of a state counts, not only the first one of an episode.
 *   <li>An episode that is cut off ends with V of the state where it stopped; the book knows
 *       episodes only that terminate.
 * </ol>
 */
public final class MonteCarlo extends Prediction {
  private static final int FIRST_CAPACITY = 128;

  private int[] states = new int[FIRST_CAPACITY]; // S_0, ..., S_{T-1}
  private double[] rewards = new double[FIRST_CAPACITY]; // R_1, ..., R_T
  private int length;

  /** Learns v_pi; the arguments are those of {@link Prediction}. */
  public MonteCarlo(
      Space<Long> states,
      Space<Long> actions,
      double[][] pi,
      double gamma,
      Schedule alpha,
      NumpyGenerator random) {
    super("Monte Carlo", states, actions, pi, gamma, alpha, random);
  }

  @Override
  void step(int s, double reward, int next, boolean terminated, boolean done) {
    if (length == states.length) {
      states = Arrays.copyOf(states, 2 * length);
      rewards = Arrays.copyOf(rewards, 2 * length);
    }
    states[length] = s;
    rewards[length] = reward;
    length++;
    if (!done) {
      return;
    }
    double g = future(next, terminated);
    for (int t = length - 1; t >= 0; t--) {
      g = rewards[t] + gamma() * g;
      learn(states[t], g);
    }
    length = 0;
  }
}
