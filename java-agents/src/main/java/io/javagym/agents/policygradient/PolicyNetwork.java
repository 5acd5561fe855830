package io.javagym.agents.policygradient;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/** pi_theta, and the step along its policy gradient. */
final class PolicyNetwork implements AutoCloseable, Snapshottable {
  private final Network network;
  private final ActionDistribution pi;
  private final NumpyGenerator random;
  private final Adam adam;
  private final float[][] one = new float[1][];
  private float[][] d = new float[0][]; // [T][outputs]

  PolicyNetwork(
      Network network, ActionDistribution pi, double learningRate, NumpyGenerator random) {
    this.network = network;
    this.pi = pi;
    this.random = random;
    this.adam = new Adam(List.of(network), pi.parameters(), learningRate, Adam.DEFAULT_EPSILON);
  }

  void sample(float[] x, float[] action) {
    one[0] = x;
    pi.sample(network.predict(one, 1)[0], random, action);
  }

  /**
   * Writes the gradient of the loss: minus the sum of weight_t log pi(A_t | S_t).
   *
   * @return the loss
   */
  double gradient(float[][] x, float[][] action, double[] weight, int n) {
    if (d.length < n) {
      d = new float[n][network.architecture().outputs()];
    }
    pi.parameters().forEach(parameter -> parameter.clearGradients());
    float[][] outputs = network.forward(x, n); // [n][outputs]
    double loss = 0;
    for (int t = 0; t < n; t++) {
      loss -= weight[t] * pi.logProb(outputs[t], action[t]);
      pi.gradient(outputs[t], action[t], -weight[t], 0, d[t]);
    }
    network.backward(d);
    return loss;
  }

  /** One step of Adam by the gradient. */
  void step() {
    adam.step();
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchange(random);
    adam.exchangeState(state);
  }

  Network network() {
    return network;
  }

  @Override
  public void close() {
    network.close();
  }
}
