package io.javagym.agents.policygradient;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Metrics;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.Categorical;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.Policy;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Map;

/**
 * The basic loop with the least that learns: pi(a|s) = softmax(W x + b), where x are the bytes of
 * an observation over 255, and after each step one update with Adam on the loss -R log pi(A|S). It
 * credits an action with the next reward alone, so it is where to start, not where to stay.
 *
 * <p>W and b begin uniform in +-1 / sqrt(n) for n inputs, as PyTorch's linear layer does.
 */
public final class LinearPolicyGradient implements Agent<byte[], Long>, HasPolicy, Snapshottable {
  private static final double GREATEST_BYTE = 255;

  private final Space<byte[]> observations;
  private final Discrete actionSpace;
  private final int inputs; // n
  private final int actions; // k
  private final long firstAction;
  private final NumpyGenerator random;
  private final double[] w; // [k, n + 1], the last column is b
  private final Adam adam;
  private final double[] x; // [n + 1], the last is 1
  private final double[] pi; // pi(.|S) of the last action, [k]
  private double episodeLoss;
  private long episodeSteps;
  private Map<String, Double> metrics = Map.of("loss", 0.0);

  /**
   * A policy at its random start.
   *
   * @param observations a {@link Box} of uint8
   * @param actions {@link Discrete}
   * @param learningRate Adam's, more than 0
   * @throws IllegalArgumentException if a space is another
   */
  public LinearPolicyGradient(
      Space<byte[]> observations, Space<Long> actions, double learningRate, NumpyGenerator random) {
    if (!(observations instanceof Box<byte[]> box) || box.dtype() != DType.UINT8) {
      throw new IllegalArgumentException(
          "a linear policy needs a Box of uint8 to see, got " + observations);
    }
    if (!(actions instanceof Discrete discrete)) {
      throw new IllegalArgumentException("a linear policy needs Discrete actions, got " + actions);
    }
    this.observations = observations;
    this.actionSpace = discrete;
    this.inputs = box.size();
    this.actions = Math.toIntExact(discrete.n());
    this.firstAction = discrete.start();
    this.random = random;
    this.w = new double[this.actions * (inputs + 1)];
    this.adam = new Adam(learningRate, w.length);
    this.x = new double[inputs + 1];
    this.pi = new double[this.actions];
    double bound = 1 / Math.sqrt(inputs);
    for (int i = 0; i < w.length; i++) {
      w[i] = bound * (2 * random.random() - 1);
    }
    x[inputs] = 1;
  }

  @Override
  public Long act(byte[] observation) {
    // Kept for the update: by then the environment may have written into the array again.
    for (int i = 0; i < inputs; i++) {
      x[i] = (observation[i] & 0xff) / GREATEST_BYTE;
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < actions; a++) {
      double sum = 0;
      int row = a * (inputs + 1);
      for (int i = 0; i <= inputs; i++) {
        sum += w[row + i] * x[i];
      }
      pi[a] = sum;
      greatest = Math.max(greatest, sum);
    }
    double total = 0;
    for (int a = 0; a < actions; a++) {
      pi[a] = Math.exp(pi[a] - greatest);
      total += pi[a];
    }
    for (int a = 0; a < actions; a++) {
      pi[a] /= total;
    }
    return firstAction + draw();
  }

  private int draw() {
    double left = random.random();
    for (int a = 0; a < actions - 1; a++) {
      left -= pi[a];
      if (left < 0) {
        return a;
      }
    }
    return actions - 1;
  }

  @Override
  public void update(Experience<byte[], Long> e) {
    int taken = (int) (e.action() - firstAction);
    double loss = -e.reward() * Math.log(pi[taken]);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "the loss is %s at reward %s and pi(A|S) = %s".formatted(loss, e.reward(), pi[taken]));
    }
    adam.begin();
    for (int a = 0; a < actions; a++) {
      // d loss / d logit_a = R (pi(a|S) - [a = A])
      double logitGradient = e.reward() * (pi[a] - (a == taken ? 1 : 0));
      int row = a * (inputs + 1);
      for (int i = 0; i <= inputs; i++) {
        w[row + i] = adam.updated(w[row + i], row + i, logitGradient * x[i]);
      }
    }
    episodeLoss += loss;
    episodeSteps++;
    if (e.done()) {
      metrics = Map.of("loss", episodeLoss / episodeSteps);
      episodeLoss = 0;
      episodeSteps = 0;
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchange(random);
    state.exchangeAll(w);
    adam.exchangeState(state);
    episodeLoss = state.exchange(episodeLoss);
    episodeSteps = state.exchange(episodeSteps);
    metrics = Metrics.exchange(state, metrics);
  }

  /** {@code loss}: the mean over the steps of the episode. */
  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** pi(.|s) for the observation that was acted on last, [k]. */
  public double[] probabilities() {
    return pi.clone();
  }

  /** A copy of what it is now, in single precision. */
  @Override
  public Policy<byte[], Long> policy() {
    Network network =
        Backend.JAVA.create(
            Architecture.mlp(Activation.IDENTITY, inputs, actions), NumpyGenerator.seeded(0));
    float[] weight = network.parameters().get(0).values(); // [k, n]
    float[] bias = network.parameters().get(1).values(); // [k]
    for (int a = 0; a < actions; a++) {
      int row = a * (inputs + 1);
      for (int i = 0; i < inputs; i++) {
        weight[a * inputs + i] = (float) w[row + i];
      }
      bias[a] = (float) w[row + inputs];
    }
    network.changed();
    return Policy.of("linear", observations, actionSpace, network, new Categorical(actions));
  }
}
