package io.javagym.agents.experiments;

import io.javagym.Env;
import io.javagym.agents.Agent;
import io.javagym.agents.Schedule;
import io.javagym.agents.algorithms.Algorithms;
import io.javagym.agents.tabular.EpsilonGreedy;
import io.javagym.agents.tabular.Exploration;
import io.javagym.agents.tabular.NoisyGreedy;
import io.javagym.agents.tabular.ProjectiveSimulation;
import io.javagym.agents.tabular.QLearning;
import io.javagym.agents.tabular.Sarsa;
import io.javagym.agents.training.Budget;
import io.javagym.random.NumpyGenerator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The experiments in which a table learns to act. */
final class TabularExperiments {
  private static final String LAKE = "FrozenLake-v1";
  private static final String CLIFF = "CliffWalking-v1";
  private static final Map<String, Object> NOT_SLIPPERY = Map.of("is_slippery", false);

  private static final int RUNS = 30;
  private static final int EPISODES_PER_RUN = 500;
  private static final int STEPS_PER_EPISODE = 99;

  /**
   * Q-learning with noise on the values that fades as 1 / (episode + 1), on the lake that is not
   * slippery.
   */
  static final Experiment<Long, Long> X7 =
      averaged(
          "x7",
          "Q-learning",
          "noisy-greedy, eta 0.8, gamma 0.9",
          null,
          (env, random) ->
              new QLearning(
                  env.observationSpace(), env.actionSpace(), 0.8, 0.9, new NoisyGreedy(random)));

  /**
   * Q-learning with an epsilon that falls from 1 to 0.01 by a factor of 0.9995 an episode.
   *
   * <p>The lake is not slippery: the success rate that this experiment asks for, above 0.95, can't
   * be had on slippery ice, where even the optimal policy falls into a hole more often.
   */
  static final Experiment<Long, Long> X12 =
      Experiment.of(
          "x12",
          "epsilon-greedy 1 to 0.01, alpha 0.1, gamma 0.99",
          LAKE,
          NOT_SLIPPERY,
          null,
          Budget.episodes(10_000),
          Algorithms.named("qlearning").configured());

  private TabularExperiments() {}

  static List<Experiment<?, ?>> all() {
    return List.of(
        onCliff(
            "x6-sarsa",
            "SARSA",
            (env, random) -> {
              Sarsa agent = sarsa(env, 0.1, 1, smallEpsilon(random));
              return new GreedyPath(Mdps.of(env), agent, agent.q());
            }),
        onCliff(
            "x6-q",
            "Q-learning",
            (env, random) -> {
              QLearning agent = qLearning(env, 0.1, 1, smallEpsilon(random));
              return new GreedyPath(Mdps.of(env), agent, agent.q());
            }),
        onIce(
            "x6-sarsa-ice",
            "SARSA",
            (env, random) -> sarsa(env, 0.1, 0.99, fallingEpsilon(random))),
        onIce(
            "x6-q-ice",
            "Q-learning",
            (env, random) -> qLearning(env, 0.1, 0.99, fallingEpsilon(random))),
        X7,
        projectiveSimulation("x8", "two layers, glow, gamma 1e-7, eta 0.006", 1e-7, 0.006),
        projectiveSimulation("x8-keep", "two layers, glow, gamma 0, eta 0.04", 0, 0.04),
        X12);
  }

  private static Experiment<Long, Long> onCliff(
      String name,
      String algorithm,
      BiFunction<Env<Long, Long>, NumpyGenerator, Agent<Long, Long>> agent) {
    return new Experiment<>(
        name,
        algorithm,
        "epsilon-greedy 0.1, alpha 0.1, gamma 1; the path that it learns",
        CLIFF,
        Map.of(),
        null,
        Budget.episodes(5_000),
        agent);
  }

  private static Experiment<Long, Long> onIce(
      String name,
      String algorithm,
      BiFunction<Env<Long, Long>, NumpyGenerator, Agent<Long, Long>> agent) {
    return new Experiment<>(
        name,
        algorithm,
        "epsilon-greedy 1 to 0.01, alpha 0.1, gamma 0.99, on slippery ice",
        LAKE,
        Map.of(),
        null,
        Budget.episodes(20_000),
        agent);
  }

  private static Experiment<Long, Long> projectiveSimulation(
      String name, String description, double gamma, double eta) {
    return averaged(
        name,
        "Projective Simulation",
        description,
        X7,
        (env, random) ->
            new ProjectiveSimulation(
                env.observationSpace(), env.actionSpace(), gamma, eta, random));
  }

  private static Experiment<Long, Long> averaged(
      String name,
      String algorithm,
      String description,
      @Nullable Experiment<Long, Long> beside,
      BiFunction<Env<Long, Long>, NumpyGenerator, Agent<Long, Long>> agent) {
    return new Experiment<>(
        name,
        algorithm,
        description + "; %d runs of %d episodes".formatted(RUNS, EPISODES_PER_RUN),
        LAKE,
        NOT_SLIPPERY,
        STEPS_PER_EPISODE,
        Budget.episodes(RUNS * EPISODES_PER_RUN),
        (env, random) ->
            new RepeatedRuns<>(
                algorithm, EPISODES_PER_RUN, () -> agent.apply(env, random), beside));
  }

  private static Sarsa sarsa(
      Env<Long, Long> env, double alpha, double gamma, Exploration exploration) {
    return new Sarsa(env.observationSpace(), env.actionSpace(), alpha, gamma, exploration);
  }

  private static QLearning qLearning(
      Env<Long, Long> env, double alpha, double gamma, Exploration exploration) {
    return new QLearning(env.observationSpace(), env.actionSpace(), alpha, gamma, exploration);
  }

  private static Exploration smallEpsilon(NumpyGenerator random) {
    return new EpsilonGreedy(Schedule.constant(0.1), random);
  }

  private static Exploration fallingEpsilon(NumpyGenerator random) {
    return new EpsilonGreedy(Schedule.exponential(1, 0.01, 0.9995), random);
  }
}
