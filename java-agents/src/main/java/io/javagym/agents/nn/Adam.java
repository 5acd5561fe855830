package io.javagym.agents.nn;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code torch.optim.Adam}: D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization,
 * ICLR 2015, Algorithm 1, computed in PyTorch's order and in float32.
 */
public final class Adam implements Snapshottable {
  /** PyTorch's default. */
  public static final double DEFAULT_EPSILON = 1e-8;

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;

  private final List<Parameter> parameters;
  private final List<Network> networks;
  private final List<float[]> m = new ArrayList<>(); // the gradient's moving mean
  private final List<float[]> v = new ArrayList<>(); // that of its square
  private final double epsilon;
  private double learningRate;
  private double beta1Power = 1; // beta_1^t
  private double beta2Power = 1; // beta_2^t

  /**
   * An optimizer of networks, and of parameters that belong to none.
   *
   * @param learningRate more than 0
   * @param epsilon more than 0
   */
  public Adam(
      List<? extends Network> networks,
      List<Parameter> others,
      double learningRate,
      double epsilon) {
    requirePositive("the learning rate", learningRate);
    requirePositive("epsilon", epsilon);
    this.networks = List.copyOf(networks);
    this.learningRate = learningRate;
    this.epsilon = epsilon;
    List<Parameter> all = new ArrayList<>();
    networks.forEach(network -> all.addAll(network.parameters()));
    all.addAll(others);
    this.parameters = List.copyOf(all);
    for (Parameter p : parameters) {
      m.add(new float[p.values().length]);
      v.add(new float[p.values().length]);
    }
  }

  /** An optimizer of one network with PyTorch's epsilon. */
  public Adam(Network network, double learningRate) {
    this(List.of(network), List.of(), learningRate, DEFAULT_EPSILON);
  }

  /** All that it optimizes, in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Another learning rate from now on, at least 0. */
  public void learningRate(double rate) {
    if (!(rate >= 0)) {
      throw new IllegalArgumentException("the learning rate is " + rate + ", expected at least 0");
    }
    learningRate = rate;
  }

  /** Moves each parameter by its gradient, and tells the networks. */
  public void step() {
    beta1Power *= BETA_1;
    beta2Power *= BETA_2;
    float stepSize = (float) (learningRate / (1 - beta1Power));
    float correction = (float) Math.sqrt(1 - beta2Power);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      step(p.values(), p.gradients(), m.get(i), v.get(i), stepSize, correction, (float) epsilon);
    }
    for (int i = 0; i < networks.size(); i++) { // an iterator would be garbage
      networks.get(i).changed();
    }
  }

  /** Passes its moments and rate, and the parameters that it optimizes. */
  @Override
  public void exchangeState(StateExchange state) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).exchangeState(state);
      state.exchangeAll(m.get(i));
      state.exchangeAll(v.get(i));
    }
    learningRate = state.exchange(learningRate);
    beta1Power = state.exchange(beta1Power);
    beta2Power = state.exchange(beta2Power);
    if (state.isRestoring()) {
      networks.forEach(Network::changed);
    }
  }

  private static void step(
      float[] p, float[] g, float[] m, float[] v, float stepSize, float correction, float epsilon) {
    float oneMinusBeta1 = (float) (1 - BETA_1);
    float beta2 = (float) BETA_2;
    float oneMinusBeta2 = (float) (1 - BETA_2);
    for (int i = 0; i < p.length; i++) {
      float mean = m[i] + oneMinusBeta1 * (g[i] - m[i]);
      float square = beta2 * v[i] + oneMinusBeta2 * g[i] * g[i];
      m[i] = mean;
      v[i] = square;
      p[i] -= stepSize * (mean / ((float) Math.sqrt(square) / correction + epsilon));
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
    }
  }
}
