package io.javagym.agents.tabular;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import java.util.Map;

/**
 * With probability epsilon any action, else a best one. Sutton and Barto, section 2.2.
 *
 * <p>Actions that are equally good are equally likely. The draws are those of
 *
 * <pre>{@code
 * if rng.random() < epsilon:
 *     return rng.integers(len(q))
 * return rng.choice(np.flatnonzero(q == q.max()))
 * }</pre>
 *
 * in NumPy, number for number.
 */
public final class EpsilonGreedy implements Exploration, Snapshottable {
  private final Schedule epsilon;
  private final NumpyGenerator random;

  /**
   * An epsilon-greedy choice.
   *
   * @param epsilon by episode, in [0, 1]
   */
  public EpsilonGreedy(Schedule epsilon, NumpyGenerator random) {
    this.epsilon = epsilon;
    this.random = random;
  }

  @Override
  public int choose(double[] q, long episode) {
    if (random.random() < epsilon.at(episode)) {
      return random.choice(q.length);
    }
    double best = Double.NEGATIVE_INFINITY;
    int ties = 0;
    for (double value : q) {
      if (value > best) {
        best = value;
        ties = 1;
      } else if (value == best) {
        ties++;
      }
    }
    int skip = random.choice(ties); // draws nothing where one action is the best
    for (int a = 0; ; a++) {
      if (q[a] == best && skip-- == 0) {
        return a;
      }
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchange(random);
  }

  @Override
  public Map<String, Double> metrics(long episode) {
    return Map.of("epsilon", epsilon.at(episode));
  }
}
