package io.javagym.agents.policygradient;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;

/**
 * Adam: D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, Algorithm 1,
 * with the step sizes that the paper recommends, as PyTorch's default does.
 */
final class Adam implements Snapshottable {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double[] m; // the gradient's moving mean, [parameters]
  private final double[] v; // that of its square, [parameters]
  private double beta1Power = 1; // beta_1^t
  private double beta2Power = 1; // beta_2^t

  Adam(double learningRate, int parameters) {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "the learning rate is " + learningRate + ", expected more than 0");
    }
    this.learningRate = learningRate;
    this.m = new double[parameters];
    this.v = new double[parameters];
  }

  /** Begins an update: t becomes t + 1. */
  void begin() {
    beta1Power *= BETA_1;
    beta2Power *= BETA_2;
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchangeAll(m);
    state.exchangeAll(v);
    beta1Power = state.exchange(beta1Power);
    beta2Power = state.exchange(beta2Power);
  }

  /** Updates one parameter by its gradient g, and returns it. */
  double updated(double parameter, int i, double g) {
    m[i] = BETA_1 * m[i] + (1 - BETA_1) * g;
    v[i] = BETA_2 * v[i] + (1 - BETA_2) * g * g;
    double mHat = m[i] / (1 - beta1Power);
    double vHat = v[i] / (1 - beta2Power);
    return parameter - learningRate * mHat / (Math.sqrt(vHat) + EPSILON);
  }
}
