package io.javagym.agents.tabular;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Metrics;
import io.javagym.agents.policyfile.HasTable;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Map;

/**
 * Q-learning: C. J. C. H. Watkins, Learning from Delayed Rewards, PhD thesis, Cambridge 1989; in
 * Sutton and Barto, section 6.5. All Q(s, a) begin at 0.
 */
public final class QLearning implements Agent<Long, Long>, HasTable, Snapshottable {
  private final Table table;
  private final double alpha;
  private final double gamma;
  private final Exploration exploration;
  private final double[][] q; // [S][A]
  private long episode;
  private Map<String, Double> metrics = Map.of();

  /**
   * An agent that knows nothing yet.
   *
   * @param states what it sees, {@link io.javagym.spaces.Discrete}
   * @param actions what it does, {@link io.javagym.spaces.Discrete}
   * @param alpha the step size, in (0, 1]
   * @param gamma the discount, in [0, 1]
   * @throws IllegalArgumentException if a space is another, or a number out of its range
   */
  public QLearning(
      Space<Long> states,
      Space<Long> actions,
      double alpha,
      double gamma,
      Exploration exploration) {
    this.alpha = Table.requireStepSize(alpha);
    this.gamma = Table.requireFraction("gamma", gamma);
    this.table = Table.of("Q-learning", states, actions);
    this.exploration = exploration;
    this.q = table.filledWith(0);
  }

  @Override
  public Long act(Long observation) {
    return table.action(exploration.choose(q[table.row(observation)], episode));
  }

  @Override
  public void update(Experience<Long, Long> e) {
    double[] qS = q[table.row(e.observation())]; // Q(S, .), [A]
    int a = table.column(e.action());
    // Only termination ends the future; after truncation there is one, though nobody will see it.
    double future = e.terminated() ? 0 : max(q[table.row(e.nextObservation())]); // max_a Q(S', a)
    double tdError = e.reward() + gamma * future - qS[a];
    if (!Double.isFinite(tdError)) {
      throw new IllegalStateException(
          "Q-learning diverged in episode %d: TD error %s at reward %s, Q(S, A) = %s"
              .formatted(episode, tdError, e.reward(), qS[a]));
    }
    qS[a] += alpha * tdError;
    if (e.done()) {
      metrics = exploration.metrics(episode);
      episode++;
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchangePart(exploration);
    for (double[] row : q) {
      state.exchangeAll(row);
    }
    episode = state.exchange(episode);
    metrics = Metrics.exchange(state, metrics);
  }

  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** The table itself, [numStates][numActions]; what is written into it, the agent believes. */
  public double[][] q() {
    return q;
  }

  private static double max(double[] values) {
    double max = values[0];
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  @Override
  public double[][] table() {
    return q;
  }

  @Override
  public Discrete states() {
    return table.states();
  }

  @Override
  public Discrete actions() {
    return table.actions();
  }
}
