package io.javagym.agents.tabular;

import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;

/**
 * An agent that follows a policy and learns its values v_pi, in a table V that begins at 0. What
 * each of them learns from, a subclass says.
 */
public abstract class Prediction implements Agent<Long, Long> {
  private final Table table;
  private final double[][] pi; // [S][A]
  private final double gamma;
  private final Schedule alpha;
  private final NumpyGenerator random;
  private final double[] v; // [S]
  private final long[] visits; // [S]

  /**
   * What all of them have.
   *
   * @param algorithm for errors
   * @param states what it sees, {@link io.javagym.spaces.Discrete}
   * @param actions what it does, {@link io.javagym.spaces.Discrete}
   * @param pi the probability of each action in each state, [S][A]
   * @param gamma the discount, in [0, 1]
   * @param alpha the step size in a state, in (0, 1], by how often it was updated before
   */
  protected Prediction(
      String algorithm,
      Space<Long> states,
      Space<Long> actions,
      double[][] pi,
      double gamma,
      Schedule alpha,
      NumpyGenerator random) {
    this.table = Table.of(algorithm, states, actions);
    if (pi.length != table.numStates() || pi[0].length != table.numActions()) {
      throw new IllegalArgumentException(
          "pi is of shape [%d][%d], expected [%d][%d]"
              .formatted(pi.length, pi[0].length, table.numStates(), table.numActions()));
    }
    this.pi = pi;
    this.gamma = Table.requireFraction("gamma", gamma);
    this.alpha = alpha;
    this.random = random;
    this.v = new double[table.numStates()];
    this.visits = new long[table.numStates()];
  }

  @Override
  public final Long act(Long observation) {
    return table.action(random.categoricalSample(pi[table.row(observation)]));
  }

  @Override
  public final void update(Experience<Long, Long> e) {
    step(
        table.row(e.observation()),
        e.reward(),
        table.row(e.nextObservation()),
        e.terminated(),
        e.done());
  }

  /**
   * Learns from a step: S_t, R_{t+1}, S_{t+1}.
   *
   * @param done whether the episode is over, by termination or otherwise
   */
  abstract void step(int s, double reward, int next, boolean terminated, boolean done);

  /** V(s) += alpha [target - V(s)]. */
  final void learn(int s, double target) {
    double error = target - v[s];
    if (!Double.isFinite(error)) {
      throw new IllegalStateException(
          "values diverged: target %s for V(%d) = %s".formatted(target, s, v[s]));
    }
    v[s] += alpha.at(visits[s]) * error;
    visits[s]++;
  }

  /** The value of where a step led: 0 where the task ended. */
  final double future(int next, boolean terminated) {
    return terminated ? 0 : v[next];
  }

  final double gamma() {
    return gamma;
  }

  /** The table itself, [numStates]. */
  public final double[] v() {
    return v;
  }

  /** How often each state was updated, [numStates]. */
  public final long[] visits() {
    return visits.clone();
  }
}
