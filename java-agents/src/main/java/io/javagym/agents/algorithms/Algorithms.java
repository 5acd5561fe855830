package io.javagym.agents.algorithms;

import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.ppo.PpoSettings;
import java.util.List;
import java.util.stream.Collectors;

/** All algorithms that act. */
public final class Algorithms {
  /** Deep Q-networks. */
  public static final Algorithm<DqnSettings> DQN = DqnAlgorithm.DQN;

  /** Proximal policy optimization. */
  public static final Algorithm<PpoSettings> PPO = PpoAlgorithm.PPO;

  private static final List<Algorithm<?>> ALL =
      List.of(
          TabularAlgorithms.Q_LEARNING,
          TabularAlgorithms.SARSA,
          TabularAlgorithms.PROJECTIVE_SIMULATION,
          PolicyGradientAlgorithms.LINEAR,
          PolicyGradientAlgorithms.REINFORCE,
          PolicyGradientAlgorithms.VPG,
          DQN,
          PPO);

  private Algorithms() {}

  /** Every algorithm, from simple ones on. */
  public static List<Algorithm<?>> all() {
    return ALL;
  }

  /**
   * The algorithm of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Algorithm<?> named(String name) {
    return ALL.stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown agent '%s'; expected one of %s"
                        .formatted(
                            name,
                            ALL.stream().map(Algorithm::name).collect(Collectors.joining(", ")))));
  }
}
