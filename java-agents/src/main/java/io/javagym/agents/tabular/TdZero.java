package io.javagym.agents.tabular;

import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;

/**
 * TD(0): R. S. Sutton, Learning to predict by the methods of temporal differences, Machine Learning
 * 3:9 (1988); in Sutton and Barto, section 6.1.
 */
public final class TdZero extends Prediction {

  /** Learns v_pi; the arguments are those of {@link Prediction}. */
  public TdZero(
      Space<Long> states,
      Space<Long> actions,
      double[][] pi,
      double gamma,
      Schedule alpha,
      NumpyGenerator random) {
    super("TD(0)", states, actions, pi, gamma, alpha, random);
  }

  @Override
  void step(int s, double reward, int next, boolean terminated, boolean done) {
    learn(s, reward + gamma() * future(next, terminated));
  }
}
