package io.javagym.agents.tabular;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.policyfile.HasTable;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Arrays;

/**
 * Projective Simulation with two layers of clips, percepts and actions, and with glow: H. J.
 * Briegel and G. De las Cuevas, Projective simulation for artificial intelligence, Scientific
 * Reports 2:400 (2012), and J. Mautner, A. Makmal, D. Manzano, M. Tiersch and H. J. Briegel,
 * Projective simulation for classical learning agents, New Generation Computing 33:69 (2015).
 *
 * <p>In their symbols: the agent hops from percept s to action a with probability p(a | s) = h(s,
 * a) / sum over a' of h(s, a'). After each step, with reward lambda,
 *
 * <pre>{@code
 * g <- (1 - eta) g, and g(s, a) <- 1 for the hop that was taken
 * h <- h - gamma (h - 1) + lambda g
 * }</pre>
 *
 * for every pair of a percept and an action. All h begin at 1 and all g at 0. Gamma is how fast the
 * agent forgets, not a discount; eta is how fast glow fades, which has a discount's effect.
 *
 * <p>Deviation:
 *
 * <ol>
 *   <li>Glow ends with the episode: g is 0 at the start of each.
 * </ol>
 */
public final class ProjectiveSimulation implements Agent<Long, Long>, HasTable, Snapshottable {
  private final Table table;
  private final double gamma;
  private final double eta;
  private final NumpyGenerator random;
  private final double[][] h; // [S][A]
  private final double[][] g; // [S][A]
  private final double[] p; // p(. | s), [A]

  /**
   * An agent to which all actions are equal yet.
   *
   * @param percepts what it sees, {@link io.javagym.spaces.Discrete}
   * @param actions what it does, {@link io.javagym.spaces.Discrete}
   * @param gamma the damping of h, in [0, 1]
   * @param eta the damping of glow, in [0, 1]
   * @throws IllegalArgumentException if a space is another, or a number out of its range
   */
  public ProjectiveSimulation(
      Space<Long> percepts, Space<Long> actions, double gamma, double eta, NumpyGenerator random) {
    this.table = Table.of("Projective Simulation", percepts, actions);
    this.gamma = Table.requireFraction("gamma", gamma);
    this.eta = Table.requireFraction("eta", eta);
    this.random = random;
    this.h = table.filledWith(1);
    this.g = table.filledWith(0);
    this.p = new double[table.numActions()];
  }

  /** Draws as Gymnasium's {@code categorical_sample} does. */
  @Override
  public Long act(Long observation) {
    double[] hS = h[table.row(observation)]; // h(s, .), [A]
    double sum = 0;
    for (double value : hS) {
      sum += value;
    }
    for (int a = 0; a < p.length; a++) {
      p[a] = hS[a] / sum;
    }
    return table.action(random.categoricalSample(p));
  }

  @Override
  public void update(Experience<Long, Long> e) {
    double lambda = e.reward();
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          "reward is %s, expected 0 <= reward < infinity: a probability is made of h, the sum of rewards"
              .formatted(lambda));
    }
    for (double[] row : g) {
      for (int a = 0; a < row.length; a++) {
        row[a] *= 1 - eta;
      }
    }
    g[table.row(e.observation())][table.column(e.action())] = 1;
    for (int s = 0; s < h.length; s++) {
      double[] hS = h[s];
      double[] gS = g[s];
      for (int a = 0; a < hS.length; a++) {
        hS[a] = hS[a] - gamma * (hS[a] - 1) + lambda * gS[a];
      }
    }
    if (e.done()) {
      for (double[] row : g) {
        Arrays.fill(row, 0);
      }
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchange(random);
    for (int s = 0; s < h.length; s++) {
      state.exchangeAll(h[s]);
      state.exchangeAll(g[s]);
    }
  }

  /** The weights of the hops, [numPercepts][numActions]; at least 1 each. */
  public double[][] h() {
    return h;
  }

  /** The glow of the hops, [numPercepts][numActions]; in [0, 1] each. */
  public double[][] g() {
    return g;
  }

  @Override
  public double[][] table() {
    return h;
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
