package io.javagym.agents.policyfile;

import io.javagym.Env;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.Parameter;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.agents.policies.Actions;
import io.javagym.agents.policies.Categorical;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network that acts and does not learn: the one of an agent, which goes on learning, or one that
 * was read from a file, which Java or Python wrote. Used by one thread at a time.
 *
 * <pre>{@code
 * agent.policy().save(Path.of("policy.safetensors"));
 * try (Policy<float[], Long> policy = Policy.load(Path.of("policy.safetensors"), env)) {
 *   Long action = policy.best(env.reset(1).observation());
 * }
 * }</pre>
 *
 * @param <O> the type of an observation
 * @param <A> the type of an action
 */
public final class Policy<O, A> implements AutoCloseable {
  /** Before the names of the network's parameters. */
  private static final String PREFIX = "policy.";

  private final String algorithm;
  private final Space<O> observations;
  private final Space<A> actionSpace;
  private final Sight<O> sight;
  private final Actions<A> actions;
  private final Network network;
  private final ActionDistribution distribution;
  private final boolean values;
  private final float[][] x; // [1][features]
  private final float[] action; // [action size]

  Policy(
      String algorithm,
      Space<O> observations,
      Space<A> actionSpace,
      Sight<O> sight,
      Network network,
      ActionDistribution distribution,
      boolean values) {
    this.algorithm = algorithm;
    this.observations = observations;
    this.actionSpace = actionSpace;
    this.sight = sight;
    this.actions = Actions.of("a policy", actionSpace);
    this.network = network;
    this.distribution = distribution;
    this.values = values;
    this.x = new float[1][sight.features().size()];
    this.action = new float[distribution.actionSize()];
  }

  /**
   * A policy by a distribution.
   *
   * @param algorithm what trained it, for the file
   * @param network whose first outputs the distribution reads
   */
  public static <O, A> Policy<O, A> of(
      String algorithm,
      Space<O> observations,
      Space<A> actions,
      Network network,
      ActionDistribution distribution) {
    return new Policy<>(
        algorithm, observations, actions, Sight.of(observations), network, distribution, false);
  }

  /**
   * A policy that takes the action of the greatest value.
   *
   * @param algorithm what trained it, for the file
   * @param network whose outputs are the values of the actions
   */
  public static <O> Policy<O, Long> ofValues(
      String algorithm, Space<O> observations, Discrete actions, Network network) {
    return new Policy<>(
        algorithm,
        observations,
        actions,
        Sight.of(observations),
        network,
        new Categorical(Math.toIntExact(actions.n())),
        true);
  }

  /**
   * Reads a policy.
   *
   * @throws CorruptFileException if the file is none, or says what can't be
   */
  public static Policy<?, ?> load(Path file) throws IOException {
    return new PolicyReader(file, SafeTensors.read(file)).read();
  }

  /**
   * Reads a policy for an environment.
   *
   * @throws CorruptFileException if the file is none, or says what can't be
   * @throws IllegalArgumentException if it is for other spaces
   */
  @SuppressWarnings("unchecked") // Equal spaces have the same elements.
  public static <O, A> Policy<O, A> load(Path file, Env<O, A> env) throws IOException {
    Policy<?, ?> policy = load(file);
    if (!policy.observations.equals(env.observationSpace())
        || !policy.actionSpace.equals(env.actionSpace())) {
      policy.close();
      throw new IllegalArgumentException(
          "%s: a policy from %s to %s, expected from %s to %s"
              .formatted(
                  file,
                  policy.observations,
                  policy.actionSpace,
                  env.observationSpace(),
                  env.actionSpace()));
    }
    return (Policy<O, A>) policy;
  }

  /** The likeliest action, or that of the greatest value. */
  public A best(O observation) {
    distribution.mode(run(observation), action);
    return actions.decode(action);
  }

  /**
   * An action as the agent draws them while it learns. A policy by values has nothing to draw from
   * and takes the best.
   */
  public A sample(O observation, NumpyGenerator random) {
    if (values) {
      return best(observation);
    }
    distribution.sample(run(observation), random, action);
    return actions.decode(action);
  }

  /** What the network says of an observation, in an array that it writes into again. */
  public float[] outputs(O observation) {
    return run(observation);
  }

  private float[] run(O observation) {
    sight.features().write(observation, x[0]);
    return network.predict(x, 1)[0];
  }

  /** What trained it, such as {@code "PPO"}. */
  public String algorithm() {
    return algorithm;
  }

  /** What it sees. */
  public Space<O> observationSpace() {
    return observations;
  }

  /** What it does. */
  public Space<A> actionSpace() {
    return actionSpace;
  }

  /** Its network. */
  public Network network() {
    return network;
  }

  /** All that is learned, by its name in a file: of the network, and what is beside it. */
  public Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    network.parameters().forEach(parameter -> all.put(PREFIX + parameter.name(), parameter));
    distribution.parameters().forEach(parameter -> all.put(parameter.name(), parameter));
    return all;
  }

  Sight<O> sight() {
    return sight;
  }

  ActionDistribution distribution() {
    return distribution;
  }

  /** Whether the outputs are values of actions. */
  boolean hasValues() {
    return values;
  }

  /** Writes it; a file that is there is replaced. */
  public void save(Path file) throws IOException {
    tensors().write(file);
  }

  /** What {@link #save} writes, for one that writes more into the same file. */
  public SafeTensors tensors() {
    return PolicyWriter.write(this);
  }

  /** Closes the network. One that still belongs to an agent is the agent's to close. */
  @Override
  public void close() {
    network.close();
  }

  /** What computes a network of that shape. */
  static Backend backendFor(boolean mlp) {
    return mlp ? Backend.JAVA : Backend.named("djl");
  }
}
