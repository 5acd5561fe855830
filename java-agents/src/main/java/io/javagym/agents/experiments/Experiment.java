package io.javagym.agents.experiments;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.agents.Agent;
import io.javagym.agents.training.Budget;
import io.javagym.random.NumpyGenerator;
import io.javagym.wrappers.TimeLimit;
import java.math.BigInteger;
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
 */
public record Experiment<O, A>(
    String name,
    String algorithm,
    String description,
    String envId,
    Map<String, Object> envKwargs,
    @Nullable Integer maxEpisodeSteps,
    Budget budget,
    BiFunction<Env<O, A>, NumpyGenerator, Agent<O, A>> agent) {

  /** The games that experiments play. Their jar is apart, since its licence is another. */
  private static final Set<String> ATARI_GAMES = Set.of("SpaceInvaders-v5");

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
    BigInteger agentSeed = BigInteger.valueOf(seed).add(BigInteger.ONE.shiftLeft(Integer.SIZE));
    return agent.apply(env, NumpyGenerator.seeded(agentSeed));
  }

  /** The same agent on another environment, with that one's default arguments and time limit. */
  public Experiment<O, A> withEnv(String id) {
    return Gym.spec(id).id().equals(Gym.spec(envId).id())
        ? this
        : new Experiment<>(name, algorithm, description, id, Map.of(), null, budget, agent);
  }

  /** The same experiment, longer or shorter. */
  public Experiment<O, A> withBudget(Budget other) {
    return new Experiment<>(
        name, algorithm, description, envId, envKwargs, maxEpisodeSteps, other, agent);
  }
}
