package io.javagym.agents.ppo;

import io.javagym.StateExchange;

/**
 * What N environments did in T steps, step by step. Row t * N + i is environment i's step t.
 *
 * <p>{@code nextValue} is V(S_{t+1}) of the state that the step led to, not of the one that a new
 * episode began in.
 */
final class Rollout {
  private final int numEnvs;
  private final int steps;
  final float[][] x; // S_t, [T N][features]
  final float[][] action; // A_t, [T N][action size]
  final double[] logProb; // log pi(A_t | S_t), [T N]
  final double[] value; // V(S_t), [T N]
  final double[] reward; // R_{t+1}, [T N]
  final double[] nextValue; // V(S_{t+1}), [T N]
  final boolean[] terminated; // [T N]
  final boolean[] done; // terminated or truncated, [T N]
  final double[] advantage; // [T N]
  final double[] valueTarget; // [T N]

  Rollout(int numEnvs, int steps, int features, int actionSize) {
    int rows = Math.multiplyExact(numEnvs, steps);
    this.numEnvs = numEnvs;
    this.steps = steps;
    this.x = new float[rows][features];
    this.action = new float[rows][actionSize];
    this.logProb = new double[rows];
    this.value = new double[rows];
    this.reward = new double[rows];
    this.nextValue = new double[rows];
    this.terminated = new boolean[rows];
    this.done = new boolean[rows];
    this.advantage = new double[rows];
    this.valueTarget = new double[rows];
  }

  int size() {
    return x.length;
  }

  int row(int step, int env) {
    return step * numEnvs + env;
  }

  /**
   * Generalized advantage estimation: J. Schulman et al., High-dimensional continuous control using
   * generalized advantage estimation, ICLR 2016, equation 16. The sum ends with the episode; only
   * after a terminal state is there no future.
   */
  void estimateAdvantages(double gamma, double lambda) {
    for (int env = 0; env < numEnvs; env++) {
      double next = 0; // A_{t+1}
      for (int t = steps - 1; t >= 0; t--) {
        int i = row(t, env);
        double future = terminated[i] ? 0 : nextValue[i];
        double delta = reward[i] + gamma * future - value[i];
        next = delta + (done[i] ? 0 : gamma * lambda * next);
        advantage[i] = next;
        valueTarget[i] = next + value[i];
      }
    }
  }

  /** Passes what was done so far: the rows before one. */
  void exchange(StateExchange state, int end) {
    for (int i = 0; i < end; i++) {
      state.exchangeAll(x[i]);
      state.exchangeAll(action[i]);
      logProb[i] = state.exchange(logProb[i]);
      value[i] = state.exchange(value[i]);
      reward[i] = state.exchange(reward[i]);
      nextValue[i] = state.exchange(nextValue[i]);
      terminated[i] = state.exchange(terminated[i]);
      done[i] = state.exchange(done[i]);
    }
  }
}
