package io.javagym.agents.ppo;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Features;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.Actions;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.Policy;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.List;
import java.util.Map;

/**
 * PPO on one environment. {@link VectorPpo} is the same on many.
 *
 * @param <O> the type of an observation, one that {@link Features} knows
 * @param <A> the type of an action: discrete, or a box of float32
 */
public final class Ppo<O, A> implements Agent<O, A>, HasPolicy, Snapshottable {
  private final Space<O> observations;
  private final Space<A> actionSpace;
  private final Features<O> features;
  private final Actions<A> actions;
  private final PpoLearner learner;
  private final float[] next;

  /**
   * An agent at its random start.
   *
   * @param random where weights, actions and minibatches come from
   * @throws IllegalArgumentException if PPO can't see the observations or take the actions
   */
  public Ppo(
      Space<O> observations, Space<A> actionSpace, PpoSettings settings, NumpyGenerator random) {
    this.observations = observations;
    this.actionSpace = actionSpace;
    this.features = Features.of(observations);
    this.actions = Actions.of("PPO", actionSpace);
    this.learner = new PpoLearner(settings, 1, features.size(), actions.distribution(), random);
    this.next = new float[features.size()];
  }

  @Override
  public A act(O observation) {
    features.write(observation, learner.features(0));
    learner.act();
    return actions.decode(learner.action(0));
  }

  @Override
  public void update(Experience<O, A> e) {
    features.write(e.nextObservation(), next);
    learner.observe(0, e.reward(), next, e.terminated(), e.truncated());
    learner.endStep();
  }

  @Override
  public void exchangeState(StateExchange state) {
    learner.exchangeState(state);
  }

  /** Of the last minibatch: {@code policy_loss, value_loss, entropy, kl}. */
  @Override
  public Map<String, Double> metrics() {
    return learner.metrics();
  }

  /** The policy that it follows now, by this agent's own network. */
  @Override
  public Policy<O, A> policy() {
    return Policy.of("PPO", observations, actionSpace, networks().get(0), actions.distribution());
  }

  /** One network whose last output is the value, or the policy's network and the value's. */
  public List<Network> networks() {
    return learner.networks().networks();
  }

  @Override
  public void close() {
    learner.close();
  }
}
