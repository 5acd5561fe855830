package io.javagym.agents.cli;

import io.javagym.agents.algorithms.Algorithm;
import io.javagym.agents.algorithms.Configured;
import java.util.Map;

/** What an agent's hyperparameters are, for help. */
final class HyperparameterHelp {
  private HyperparameterHelp() {}

  static <S> String text(Configured<S> configured) {
    Algorithm<S> algorithm = configured.algorithm();
    Map<String, String> values = configured.hyperparameters();
    StringBuilder text =
        new StringBuilder("%nHyperparameters of %s (-p NAME=VALUE):%n".formatted(algorithm.name()));
    algorithm
        .hyperparameters()
        .forEach(
            h ->
                text.append(
                    "  %-20s %s%n  %-20s %s; %s%n"
                        .formatted(
                            h.name(), h.description(), "", h.legal(), values.get(h.name()))));
    return text.toString();
  }
}
