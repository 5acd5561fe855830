package io.javagym.agents.experiments;

import io.javagym.agents.Schedule;
import io.javagym.agents.tabular.EpsilonGreedy;
import io.javagym.agents.tabular.NoisyGreedy;
import io.javagym.agents.tabular.QLearning;
import io.javagym.agents.training.Budget;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All experiments. */
public final class Experiments {

  /**
   * Q-learning with noise on the values that fades as 1 / (episode + 1), on the lake that is not
   * slippery.
   */
  public static final Experiment<Long, Long> X7 =
      new Experiment<>(
          "x7",
          "Q-learning",
          "noisy-greedy, eta 0.8, gamma 0.9, at most 99 steps",
          "FrozenLake-v1",
          Map.of("is_slippery", false),
          99,
          Budget.episodes(500),
          (env, random) ->
              new QLearning(
                  env.observationSpace(), env.actionSpace(), 0.8, 0.9, new NoisyGreedy(random)));

  /**
   * Q-learning with an epsilon that falls from 1 to 0.01 by a factor of 0.9995 an episode.
   *
   * <p>The lake is not slippery: the success rate that this experiment asks for, above 0.95, can't
   * be had on slippery ice, where even the optimal policy falls into a hole more often.
   */
  public static final Experiment<Long, Long> X12 =
      new Experiment<>(
          "x12",
          "Q-learning",
          "epsilon-greedy 1 to 0.01, alpha 0.1, gamma 0.99",
          "FrozenLake-v1",
          Map.of("is_slippery", false),
          null,
          Budget.episodes(10_000),
          (env, random) ->
              new QLearning(
                  env.observationSpace(),
                  env.actionSpace(),
                  0.1,
                  0.99,
                  new EpsilonGreedy(Schedule.exponential(1, 0.01, 0.9995), random)));

  private static final List<Experiment<?, ?>> ALL = List.of(X7, X12);

  private Experiments() {}

  /** Every experiment, in order. */
  public static List<Experiment<?, ?>> all() {
    return ALL;
  }

  /**
   * The experiment of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Experiment<?, ?> named(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown config '%s'; expected one of %s"
                        .formatted(
                            name,
                            ALL.stream().map(Experiment::name).collect(Collectors.joining(", ")))));
  }
}
