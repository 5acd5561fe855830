package io.javagym.agents.experiments;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.agents.Agent;
import io.javagym.agents.VectorAgent;
import io.javagym.agents.algorithms.Configured;
import io.javagym.agents.training.Budget;
import io.javagym.random.NumpyGenerator;
import io.javagym.wrappers.TimeLimit;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An agent with its hyperparameters, and the environment that it is made for.
 *
 * @param name such as {@code "x12"}
 * @param algorithm what the agent is called in titles
 * @param description one line that says what is special about it
 * @param envId the environment
 * @param envKwargs its arguments
 * @param maxEpisodeSteps a time limit below the environment's own; {@code null} for that one
 * @param budget how long to train
 * @param agent makes the agent for an environment's spaces, from a random stream of its own
 * @param configured the algorithm and its settings; {@code null} for an agent that is this
 *     experiment's own
 */
public record Experiment<O, A>(
    String name,
    String algorithm,
    String description,
    String envId,
    Map<String, Object> envKwargs,
    @Nullable Integer maxEpisodeSteps,
    Budget budget,
    BiFunction<Env<O, A>, NumpyGenerator, Agent<O, A>> agent,
    @Nullable Configured<?> configured) {

  /** The games that experiments play. Their jar is apart, since its licence is another. */
  private static final Set<String> ATARI_GAMES = Set.of("SpaceInvaders-v5");

  /** An experiment with an agent of its own. */
  public Experiment(
      String name,
      String algorithm,
      String description,
      String envId,
      Map<String, Object> envKwargs,
      @Nullable Integer maxEpisodeSteps,
      Budget budget,
      BiFunction<Env<O, A>, NumpyGenerator, Agent<O, A>> agent) {
    this(name, algorithm, description, envId, envKwargs, maxEpisodeSteps, budget, agent, null);
  }

  /** An experiment with an algorithm that has a name. */
  @SuppressWarnings("unchecked") // The algorithm looks at the spaces, and refuses others.
  public static <O, A> Experiment<O, A> of(
      String name,
      String description,
      String envId,
      Map<String, Object> envKwargs,
      @Nullable Integer maxEpisodeSteps,
      Budget budget,
      Configured<?> configured) {
    return new Experiment<>(
        name,
        configured.algorithm().title(),
        description,
        envId,
        envKwargs,
        maxEpisodeSteps,
        budget,
        (env, random) -> (Agent<O, A>) configured.agent(env, random),
        configured);
  }

  /** Makes the environment. */
  public Env<O, A> makeEnv() {
    Env<O, A> env = make();
    return maxEpisodeSteps == null ? env : new TimeLimit<>(env, maxEpisodeSteps);
  }

  private Env<O, A> make() {
    try {
      return Gym.make(envId, envKwargs);
    } catch (GymException e) {
      if (e.code() == GymException.Code.NAME_NOT_FOUND && ATARI_GAMES.contains(envId)) {
        throw new GymException(
            GymException.Code.DEPENDENCY_NOT_INSTALLED,
            ("%s is played by javagym-atari.jar, which is not here: build it with `make` and without"
                    + " ATARI=no, or put it beside this jar")
                .formatted(envId),
            e);
      }
      throw e;
    }
  }

  /**
   * Makes the agent. Its random stream is {@code numpy.random.default_rng(seed + 2**32)}: not the
   * environment's, which has the seed itself.
   */
  public Agent<O, A> makeAgent(Env<O, A> env, long seed) {
    return agent.apply(env, agentRandom(seed));
  }

  /** As {@link #makeAgent}, for the rows of a batch. */
  VectorAgent makeAgent(Batch batch, long seed) {
    if (configured == null) {
      throw new IllegalArgumentException(
          "%s learns on one environment at a time, got %d".formatted(name, batch.numEnvs()));
    }
    return configured.agent(batch, agentRandom(seed));
  }

  private static NumpyGenerator agentRandom(long seed) {
    return NumpyGenerator.seeded(
        BigInteger.valueOf(seed).add(BigInteger.ONE.shiftLeft(Integer.SIZE)));
  }

  /** The same agent on another environment, with that one's default arguments and time limit. */
  public Experiment<O, A> withEnv(String id) {
    return Gym.spec(id).id().equals(Gym.spec(envId).id())
        ? this
        : new Experiment<>(
            name, algorithm, description, id, Map.of(), null, budget, agent, configured);
  }

  /** The same experiment with arguments of its environment changed. */
  public Experiment<O, A> withEnvKwargs(Map<String, Object> changed) {
    Map<String, Object> kwargs = new LinkedHashMap<>(envKwargs);
    kwargs.putAll(changed);
    return new Experiment<>(
        name, algorithm, description, envId, kwargs, maxEpisodeSteps, budget, agent, configured);
  }

  /** The same experiment, longer or shorter. */
  public Experiment<O, A> withBudget(Budget other) {
    return new Experiment<>(
        name, algorithm, description, envId, envKwargs, maxEpisodeSteps, other, agent, configured);
  }

  /**
   * The same experiment with some hyperparameters changed.
   *
   * @throws IllegalArgumentException if there is no such hyperparameter, or a value is not legal
   */
  public Experiment<O, A> withHyperparameters(Map<String, String> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    if (configured == null) {
      throw new IllegalArgumentException(
          "%s has no hyperparameters that can be changed; take --agent instead of --config"
              .formatted(name));
    }
    return of(
        name, description, envId, envKwargs, maxEpisodeSteps, budget, configured.with(changed));
  }
}
