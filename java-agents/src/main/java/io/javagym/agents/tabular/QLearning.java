package io.javagym.agents.tabular;

import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Map;

/**
 * Q-learning: C. J. C. H. Watkins, Learning from Delayed Rewards, PhD thesis, Cambridge 1989; in
 * Sutton and Barto, section 6.5. All Q(s, a) begin at 0.
 */
public final class QLearning implements Agent<Long, Long> {
  private final long firstState;
  private final long firstAction;
  private final double alpha;
  private final double gamma;
  private final Exploration exploration;
  private final double[][] q; // [S][A]
  private long episode;
  private Map<String, Double> metrics = Map.of();

  /**
   * An agent that knows nothing yet.
   *
   * @param states what it sees, {@link Discrete}
   * @param actions what it does, {@link Discrete}
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
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha is " + alpha + ", expected 0 < alpha <= 1");
    }
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma is " + gamma + ", expected 0 <= gamma <= 1");
    }
    Discrete s = discrete("observations", states);
    Discrete a = discrete("actions", actions);
    this.firstState = s.start();
    this.firstAction = a.start();
    this.alpha = alpha;
    this.gamma = gamma;
    this.exploration = exploration;
    this.q = new double[Math.toIntExact(s.n())][Math.toIntExact(a.n())];
  }

  @Override
  public Long act(Long observation) {
    return firstAction + exploration.choose(q[state(observation)], episode);
  }

  @Override
  public void update(Experience<Long, Long> e) {
    double[] qS = q[state(e.observation())]; // Q(S, .), [A]
    int a = (int) (e.action() - firstAction);
    // Only termination ends the future; after truncation there is one, though nobody will see it.
    double future = e.terminated() ? 0 : max(q[state(e.nextObservation())]); // max_a Q(S', a)
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
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** The table itself, [numStates][numActions]; what is written into it, the agent believes. */
  public double[][] q() {
    return q;
  }

  private int state(long observation) {
    return (int) (observation - firstState);
  }

  private static double max(double[] values) {
    double max = values[0];
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static Discrete discrete(String role, Space<Long> space) {
    if (space instanceof Discrete discrete) {
      return discrete;
    }
    throw new IllegalArgumentException(
        "Q-learning needs Discrete %s, got %s".formatted(role, space));
  }
}
