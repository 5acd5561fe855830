package io.javagym.agents.experiments;

import io.javagym.agents.algorithms.Algorithms;
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

  /** Q-learning, averaged over 30 runs. */
  public static final Experiment<Long, Long> X7 = TabularExperiments.X7;

  /** Q-learning until it rarely fails. */
  public static final Experiment<Long, Long> X12 = TabularExperiments.X12;

  private static final List<Experiment<?, ?>> ALL = inOrder();

  private Experiments() {}

  private static Experiment<byte[], Long> spaceInvaders(
      String name, String from, String obsType, Budget budget) {
    return Experiment.of(
        name,
        from + " to 6 actions, Adam 1e-4, one update a step",
        "SpaceInvaders-v5",
        Map.of("obs_type", obsType),
        null,
        budget,
        Algorithms.named("linear").configured());
  }

  private static List<Experiment<?, ?>> inOrder() {
    List<Experiment<?, ?>> all = new ArrayList<>(List.of(X1, X1_PIXELS));
    all.addAll(ValueExperiments.all());
    all.addAll(TabularExperiments.all());
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
