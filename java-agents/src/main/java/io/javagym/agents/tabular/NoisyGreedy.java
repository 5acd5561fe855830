package io.javagym.agents.tabular;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.random.NumpyGenerator;
import java.util.Map;

/**
 * The best action after noise was added to the values: argmax_a Q(s, a) + N(0, 1) / (episode + 1).
 * The noise fades with the episodes, so exploration does too.
 *
 * <p>Of actions that are equally good the first is chosen. The draws are those of {@code
 * np.argmax(q + rng.standard_normal(len(q)) / (episode + 1))} in NumPy, number for number.
 */
public final class NoisyGreedy implements Exploration, Snapshottable {
  private final NumpyGenerator random;

  /** A greedy choice with noise from the generator. */
  public NoisyGreedy(NumpyGenerator random) {
    this.random = random;
  }

  @Override
  public int choose(double[] q, long episode) {
    int best = 0;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < q.length; a++) {
      double value = q[a] + random.standardNormal() / (episode + 1);
      if (value > bestValue) {
        best = a;
        bestValue = value;
      }
    }
    return best;
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchange(random);
  }

  @Override
  public Map<String, Double> metrics(long episode) {
    return Map.of("noise", 1.0 / (episode + 1));
  }
}
