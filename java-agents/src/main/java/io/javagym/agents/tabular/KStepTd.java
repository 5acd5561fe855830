package io.javagym.agents.tabular;

import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;

/**
 * Temporal differences over k steps; n-step TD in Sutton and Barto, section 7.1. A state's target
 * is G = R_{t+1} + gamma R_{t+2} + ... + gamma^(k-1) R_{t+k} + gamma^k V(S_{t+k}), known k steps
 * later. With k = 1 it is {@link TdZero}, and with k as long as an episode {@link MonteCarlo}.
 *
 * <p>Deviation:
 *
 * <ol>
 *   <li>An episode that is cut off ends with V of the state where it stopped; the book knows
 *       episodes only that terminate.
 * </ol>
 */
public final class KStepTd extends Prediction {
  // The last steps whose states wait for their targets, a ring: step i stands at i % k.
  private final int[] states; // [k]
  private final double[] rewards; // [k]
  private int first;
  private int waiting;

  /**
   * Learns v_pi; the other arguments are those of {@link Prediction}.
   *
   * @param k at least 1
   */
  public KStepTd(
      Space<Long> states,
      Space<Long> actions,
      double[][] pi,
      int k,
      double gamma,
      Schedule alpha,
      NumpyGenerator random) {
    super("k-step TD", states, actions, pi, gamma, alpha, random);
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ", expected at least 1");
    }
    this.states = new int[k];
    this.rewards = new double[k];
  }

  @Override
  void step(int s, double reward, int next, boolean terminated, boolean done) {
    int k = states.length;
    int last = (first + waiting) % k;
    states[last] = s;
    rewards[last] = reward;
    waiting++;
    if (waiting == k) {
      learnFirst(next, terminated);
    }
    while (done && waiting > 0) {
      learnFirst(next, terminated);
    }
  }

  /** Gives the state that waits longest its target, in which the rewards since then are summed. */
  private void learnFirst(int next, boolean terminated) {
    double g = future(next, terminated);
    for (int i = waiting - 1; i >= 0; i--) {
      g = rewards[(first + i) % states.length] + gamma() * g;
    }
    learn(states[first], g);
    first = (first + 1) % states.length;
    waiting--;
  }
}
