package io.javagym.agents.cli;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.agents.algorithms.Algorithm;
import io.javagym.agents.algorithms.Algorithms;
import io.javagym.agents.experiments.Experiment;
import io.javagym.agents.experiments.Experiments;
import java.io.PrintWriter;
import java.util.Comparator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code list}: what there is to train, and on what. */
@Command(
    name = "list",
    description = "Lists experiments, agents and environments.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Experiments (train --config NAME):");
    for (Experiment<?, ?> experiment : Experiments.all()) {
      out.printf(
          "  %-12s %s on %s: %s%n",
          experiment.name(), experiment.algorithm(), experiment.envId(), experiment.description());
    }
    out.println();
    out.println("Agents (train --agent NAME --env ID; with --help for their hyperparameters):");
    for (Algorithm<?> algorithm : Algorithms.all()) {
      out.printf("  %-12s %s: %s%n", algorithm.name(), algorithm.title(), algorithm.description());
    }
    out.println();
    out.println("Environments (train --env ID):");
    Gym.specs().stream()
        .map(EnvSpec::id)
        .sorted(Comparator.naturalOrder())
        .forEach(id -> out.println("  " + id));
    out.flush();
  }
}
