package io.javagym.agents.cli;

import com.google.gson.JsonObject;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.agents.experiments.Evaluation;
import io.javagym.agents.experiments.Experiment;
import io.javagym.agents.experiments.RunFolder;
import io.javagym.agents.experiments.RunPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: plays what a run learned, without exploration. */
@Command(
    name = "evaluate",
    description = "Plays what a run learned, always taking the best action that it knows.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder of the run.")
  private Path folder;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "100",
      description = "${DEFAULT-VALUE} unless given.")
  private int episodes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The environment's, at least 0; ${DEFAULT-VALUE} unless given.")
  private long seed;

  @Option(
      names = "--env",
      paramLabel = "ID",
      description = "Another environment of the same spaces, with its default arguments.")
  private @Nullable String envId;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (episodes < 1 || seed < 0) {
      throw bad("%d episodes and seed %d, expected at least 1 and 0".formatted(episodes, seed));
    }
    Path config = new RunFolder(folder).config();
    if (!Files.exists(config)) {
      throw bad("%s is no folder of a run: it has no config.json".formatted(folder));
    }
    try {
      Experiment<?, ?> experiment = RunPlan.read(config).experiment();
      if (envId != null) {
        experiment = experiment.withEnv(envId);
      }
      print(evaluate(experiment));
      return 0;
    } catch (GymException | IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private <O, A> Evaluation evaluate(Experiment<O, A> experiment) throws IOException {
    try (Env<O, A> env = experiment.makeEnv()) {
      return Evaluation.run(
          env, Evaluation.policy(new RunFolder(folder), env), episodes, seed, e -> {});
    }
  }

  private void print(Evaluation e) {
    PrintWriter out = spec.commandLine().getOut();
    int shortest = Collections.min(e.lengths());
    int longest = Collections.max(e.lengths());
    if (json) {
      JsonObject line = new JsonObject();
      line.addProperty("episodes", episodes);
      line.addProperty("seed", seed);
      line.addProperty("mean_return", e.meanReturn());
      line.addProperty("std_return", e.standardDeviation());
      line.addProperty("mean_length", e.meanLength());
      line.addProperty("min_length", shortest);
      line.addProperty("max_length", longest);
      out.println(line);
    } else {
      out.printf(
          Locale.ROOT,
          "%,d episodes: mean return %.2f, standard deviation %.2f; length %.1f, from %,d to %,d%n",
          episodes,
          e.meanReturn(),
          e.standardDeviation(),
          e.meanLength(),
          shortest,
          longest);
    }
    out.flush();
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
