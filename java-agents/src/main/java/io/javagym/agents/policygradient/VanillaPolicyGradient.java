package io.javagym.agents.policygradient;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Features;
import io.javagym.agents.Metrics;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.agents.policies.Actions;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.Policy;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.Arrays;
import java.util.Map;

/**
 * The policy gradient on a batch of episodes: R. S. Sutton et al., Policy gradient methods for
 * reinforcement learning with function approximation, NIPS 1999. In its three forms it is the
 * simplest policy gradient, that with reward-to-go, and that with a baseline.
 *
 * <p>One epoch is whole episodes of at least so many steps, then one step of Adam on the mean over
 * them. The baseline, a network of its own, is fitted to the rewards-to-go by their mean squared
 * error after the policy's step.
 *
 * <p>Deviation: returns are not discounted. An episode that is truncated counts as one that ended.
 *
 * @param <O> the type of an observation, one that {@link Features} knows
 * @param <A> the type of an action: discrete, or a box of float32
 */
public final class VanillaPolicyGradient<O, A> implements Agent<O, A>, HasPolicy, Snapshottable {
  private final Credit credit;
  private final int epochSteps;
  private final int baselineSteps;
  private final Space<O> observations;
  private final Space<A> actionSpace;
  private final Features<O> features;
  private final Actions<A> actions;
  private final PolicyNetwork policy;
  private final Network baseline;
  private final Adam baselineAdam;
  private final EpisodeSteps steps;
  private double[] toGo = new double[0]; // the reward-to-go of each step, [T]
  private double[] weight = new double[0]; // what is credited, [T]
  private float[][] dv = new float[0][]; // [T][1]
  private int episodeStart;
  private int epoch;
  private Map<String, Double> metrics = metrics(0, Double.NaN, Double.NaN);

  /**
   * An agent at its random start.
   *
   * @param hidden units of the hidden layer, a tanh
   * @param learningRate Adam's, of policy and baseline
   * @param epochSteps the least steps of an epoch, at least 1
   * @param baselineSteps Adam's steps on the baseline in an epoch
   * @param random where weights and actions come from
   */
  public VanillaPolicyGradient(
      Space<O> observations,
      Space<A> actionSpace,
      Credit credit,
      int hidden,
      double learningRate,
      int epochSteps,
      int baselineSteps,
      Backend backend,
      NumpyGenerator random) {
    if (epochSteps < 1) {
      throw new IllegalArgumentException(
          "an epoch of " + epochSteps + " steps, expected at least 1");
    }
    this.credit = credit;
    this.epochSteps = epochSteps;
    this.baselineSteps = baselineSteps;
    this.observations = observations;
    this.actionSpace = actionSpace;
    this.features = Features.of(observations);
    this.actions = Actions.of("the policy gradient", actionSpace);
    ActionDistribution pi = actions.distribution();
    int n = features.size();
    this.policy =
        new PolicyNetwork(
            backend.create(Architecture.mlp(Activation.TANH, n, hidden, pi.outputs()), random),
            pi,
            learningRate,
            random);
    this.baseline = backend.create(Architecture.mlp(Activation.TANH, n, hidden, 1), random);
    this.baselineAdam = new Adam(baseline, learningRate);
    this.steps = new EpisodeSteps(n, pi.actionSize());
  }

  @Override
  public A act(O observation) {
    int t = steps.size();
    float[] x = steps.x()[t];
    float[] action = steps.action()[t];
    features.write(observation, x);
    policy.sample(x, action);
    return actions.decode(action);
  }

  @Override
  public void update(Experience<O, A> e) {
    steps.end(e.reward());
    if (e.done()) {
      creditEpisode();
      if (steps.size() >= epochSteps) {
        endEpoch();
      }
    }
  }

  private void creditEpisode() {
    int end = steps.size();
    reserve(end);
    Returns.discounted(steps.reward(), episodeStart, end, 1, 0, toGo);
    for (int t = episodeStart; t < end; t++) {
      weight[t] = credit == Credit.TOTAL_RETURN ? toGo[episodeStart] : toGo[t];
    }
    episodeStart = end;
  }

  private void reserve(int size) {
    if (toGo.length < size) {
      toGo = Arrays.copyOf(toGo, 2 * size);
      weight = Arrays.copyOf(weight, 2 * size);
    }
  }

  private void endEpoch() {
    double loss = gradient();
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "the policy gradient diverged: the loss is %s in epoch %d; lower the learning rate"
              .formatted(loss, epoch));
    }
    policy.step();
    double valueLoss = credit == Credit.ADVANTAGE ? fitBaseline() : Double.NaN;
    steps.clear();
    episodeStart = 0;
    epoch++;
    metrics = metrics(epoch, loss, valueLoss);
  }

  /** Writes the policy's gradient of the epoch, and returns its loss. */
  private double gradient() {
    int n = steps.size();
    if (credit == Credit.ADVANTAGE) {
      float[][] v = baseline.predict(steps.x(), n); // [T][1]
      for (int t = 0; t < n; t++) {
        weight[t] -= v[t][0];
      }
    }
    for (int t = 0; t < n; t++) {
      weight[t] /= n;
    }
    return policy.gradient(steps.x(), steps.action(), weight, n);
  }

  private double fitBaseline() {
    int n = steps.size();
    if (dv.length < n) {
      dv = new float[2 * n][1];
    }
    double loss = Double.NaN;
    for (int step = 0; step < baselineSteps; step++) {
      float[][] v = baseline.forward(steps.x(), n); // [T][1]
      loss = 0;
      for (int t = 0; t < n; t++) {
        double error = v[t][0] - toGo[t];
        loss += error * error / n;
        dv[t][0] = (float) (2 * error / n);
      }
      baseline.backward(dv);
      baselineAdam.step();
    }
    return loss;
  }

  @Override
  public void exchangeState(StateExchange state) {
    policy.exchangeState(state);
    baselineAdam.exchangeState(state);
    steps.exchange(state);
    episodeStart = state.exchange(episodeStart, 0, steps.size());
    reserve(episodeStart);
    for (int t = 0; t < episodeStart; t++) {
      toGo[t] = state.exchange(toGo[t]);
      weight[t] = state.exchange(weight[t]);
    }
    epoch = state.exchange(epoch);
    metrics = Metrics.exchange(state, metrics);
  }

  /**
   * {@code epoch}, how many have ended, and of the last one {@code loss} and {@code value_loss}.
   */
  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** The policy that it follows now, by this agent's own network. */
  @Override
  public Policy<O, A> policy() {
    return Policy.of("VPG", observations, actionSpace, policy.network(), actions.distribution());
  }

  /** The network of the baseline, which learns where credit is by advantage. */
  public Network baseline() {
    return baseline;
  }

  /** The network of the policy. */
  public Network network() {
    return policy.network();
  }

  private static Map<String, Double> metrics(int epoch, double loss, double valueLoss) {
    return Map.of("epoch", (double) epoch, "loss", loss, "value_loss", valueLoss);
  }

  @Override
  public void close() {
    policy.close();
    baseline.close();
  }
}
