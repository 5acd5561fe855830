package io.javagym.agents.experiments;

import io.javagym.agents.Schedule;
import io.javagym.agents.policygradient.LinearPolicyGradient;
import io.javagym.agents.tabular.EpsilonGreedy;
import io.javagym.agents.tabular.NoisyGreedy;
import io.javagym.agents.tabular.QLearning;
import io.javagym.agents.training.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All experiments. */
public final class Experiments {

  /** The basic loop on a game, from the console's 128 bytes of memory. */
  public static final Experiment<byte[], Long> X1 =
      spaceInvaders("x1", "from the console's memory", "ram", Budget.episodes(20));

  /** The same from the pixels of the screen. */
  public static final Experiment<byte[], Long> X1_PIXELS =
      spaceInvaders("x1-pixels", "from the screen's pixels", "rgb", Budget.episodes(2));

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

  private static final List<Experiment<?, ?>> ALL = inOrder();

  private Experiments() {}

  private static Experiment<byte[], Long> spaceInvaders(
      String name, String from, String obsType, Budget budget) {
    return new Experiment<>(
        name,
        "linear policy gradient",
        from + " to 6 actions, Adam 1e-4, one update a step",
        "SpaceInvaders-v5",
        Map.of("obs_type", obsType),
        null,
        budget,
        (env, random) ->
            new LinearPolicyGradient(env.observationSpace(), env.actionSpace(), 1e-4, random));
  }

  private static List<Experiment<?, ?>> inOrder() {
    List<Experiment<?, ?>> all = new ArrayList<>(List.of(X1, X1_PIXELS, X7, X12));
    all.addAll(DeepExperiments.all());
    all.sort(Comparator.comparingInt(Experiments::number));
    return List.copyOf(all);
  }

  /** The 12 of {@code x12-something}. */
  private static int number(Experiment<?, ?> experiment) {
    return Integer.parseInt(experiment.name().substring(1).replaceFirst("-.*", ""));
  }

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
