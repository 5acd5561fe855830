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
 * SARSA: G. A. Rummery and M. Niranjan, On-line Q-learning using connectionist systems, technical
 * report CUED/F-INFENG/TR 166, Cambridge 1994; in Sutton and Barto, section 6.4. All Q(s, a) begin
 * at 0.
 *
 * <p>As in the book, A' is chosen by the values before the update, and it is what the agent does
 * next. Deviation:
 *
 * <ol>
 *   <li>Where an episode is cut off, A' is chosen all the same, for the value of the state where it
 *       stopped, and never done.
 * </ol>
 */
public final class Sarsa implements Agent<Long, Long>, HasTable, Snapshottable {
  private static final int NONE = -1;

  private final Table table;
  private final double alpha;
  private final double gamma;
  private final Exploration exploration;
  private final double[][] q; // [S][A]
  private int nextA = NONE; // A', until it is done
  private long episode;
  private Map<String, Double> metrics = Map.of();

  /**
   * An agent that knows nothing yet.
   *
   * @param states what it sees, {@link io.javagym.spaces.Discrete}
   * @param actions what it does, {@link io.javagym.spaces.Discrete}
   * @param alpha the step size, in (0, 1]
   * @param gamma the discount, in [0, 1]
   * @param exploration the policy that it follows, and so the one that it learns the values of
   * @throws IllegalArgumentException if a space is another, or a number out of its range
   */
  public Sarsa(
      Space<Long> states,
      Space<Long> actions,
      double alpha,
      double gamma,
      Exploration exploration) {
    this.table = Table.of("SARSA", states, actions);
    this.alpha = Table.requireStepSize(alpha);
    this.gamma = Table.requireFraction("gamma", gamma);
    this.exploration = exploration;
    this.q = table.filledWith(0);
  }

  @Override
  public Long act(Long observation) {
    int a = nextA == NONE ? exploration.choose(q[table.row(observation)], episode) : nextA;
    nextA = NONE;
    return table.action(a);
  }

  @Override
  public void update(Experience<Long, Long> e) {
    double[] qS = q[table.row(e.observation())]; // Q(S, .), [A]
    int a = table.column(e.action());
    double future = 0;
    if (!e.terminated()) {
      double[] qNext = q[table.row(e.nextObservation())]; // Q(S', .), [A]
      nextA = exploration.choose(qNext, episode);
      future = qNext[nextA]; // Q(S', A')
    }
    double tdError = e.reward() + gamma * future - qS[a];
    if (!Double.isFinite(tdError)) {
      throw new IllegalStateException(
          "SARSA diverged in episode %d: TD error %s at reward %s, Q(S, A) = %s"
              .formatted(episode, tdError, e.reward(), qS[a]));
    }
    qS[a] += alpha * tdError;
    if (e.done()) {
      nextA = NONE;
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
    nextA = state.exchange(nextA, NONE, table.numActions() - 1);
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
