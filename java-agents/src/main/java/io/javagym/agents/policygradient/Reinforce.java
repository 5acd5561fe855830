package io.javagym.agents.policygradient;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Features;
import io.javagym.agents.Metrics;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.agents.policies.Actions;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.Policy;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.Map;

/**
 * REINFORCE: R. J. Williams, Simple statistical gradient-following algorithms for connectionist
 * reinforcement learning, Machine Learning 8, 1992; in Sutton and Barto, section 13.3.
 *
 * <p>Deviations: 1. One step of Adam after each episode, on the sum over its steps. 2. The returns
 * of an episode are made to have mean 0 and standard deviation 1. 3. The factor gamma^t before each
 * term is left out, as it mostly is.
 *
 * @param <O> the type of an observation, one that {@link Features} knows
 * @param <A> the type of an action: discrete, or a box of float32
 */
public final class Reinforce<O, A> implements Agent<O, A>, HasPolicy, Snapshottable {
  private final double gamma;
  private final Space<O> observations;
  private final Space<A> actionSpace;
  private final Features<O> features;
  private final Actions<A> actions;
  private final PolicyNetwork policy;
  private final EpisodeSteps episode;
  private double[] g = new double[0]; // G_t, [T]
  private long episodes;
  private Map<String, Double> metrics = Map.of("loss", Double.NaN);

  /**
   * An agent at its random start.
   *
   * @param hidden units of its hidden layer, a ReLU
   * @param learningRate Adam's
   * @param gamma the discount, in [0, 1]
   * @param random where weights and actions come from
   */
  public Reinforce(
      Space<O> observations,
      Space<A> actionSpace,
      int hidden,
      double learningRate,
      double gamma,
      Backend backend,
      NumpyGenerator random) {
    this.gamma = gamma;
    this.observations = observations;
    this.actionSpace = actionSpace;
    this.features = Features.of(observations);
    this.actions = Actions.of("REINFORCE", actionSpace);
    ActionDistribution pi = actions.distribution();
    Network network =
        backend.create(
            Architecture.mlp(Activation.RELU, features.size(), hidden, pi.outputs()), random);
    this.policy = new PolicyNetwork(network, pi, learningRate, random);
    this.episode = new EpisodeSteps(features.size(), pi.actionSize());
  }

  @Override
  public A act(O observation) {
    int t = episode.size();
    float[] x = episode.x()[t];
    float[] action = episode.action()[t];
    features.write(observation, x);
    policy.sample(x, action);
    return actions.decode(action);
  }

  @Override
  public void update(Experience<O, A> e) {
    episode.end(e.reward());
    if (e.done()) {
      learn();
      episode.clear();
    }
  }

  private void learn() {
    int n = episode.size();
    if (g.length < n) {
      g = new double[2 * n];
    }
    Returns.discounted(episode.reward(), 0, n, gamma, 0, g);
    Returns.normalize(g, n);
    double loss = policy.gradient(episode.x(), episode.action(), g, n);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "REINFORCE diverged: the loss is %s in episode %d, of %d steps; lower the learning rate"
              .formatted(loss, episodes, n));
    }
    policy.step();
    episodes++;
    metrics = Map.of("loss", loss / n);
  }

  @Override
  public void exchangeState(StateExchange state) {
    policy.exchangeState(state);
    episode.exchange(state);
    episodes = state.exchange(episodes);
    metrics = Metrics.exchange(state, metrics);
  }

  /** {@code loss}: the mean over the steps of the episode. */
  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** The policy that it follows now, by this agent's own network. */
  @Override
  public Policy<O, A> policy() {
    return Policy.of(
        "REINFORCE", observations, actionSpace, policy.network(), actions.distribution());
  }

  /** The network of the policy. */
  public Network network() {
    return policy.network();
  }

  @Override
  public void close() {
    policy.close();
  }
}
