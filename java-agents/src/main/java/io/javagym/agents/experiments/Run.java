package io.javagym.agents.experiments;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.agents.Agent;
import io.javagym.agents.training.EpisodeListener;
import io.javagym.agents.training.History;
import io.javagym.agents.training.LearningCurve;
import io.javagym.agents.training.MetricsCsv;
import io.javagym.agents.training.ProgressDisplay;
import io.javagym.agents.training.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment with one seed. It leaves in its folder {@code metrics.csv} (a line for each
 * episode), {@code learning_curve.png}, and as the last file {@code result.json}.
 */
public final class Run<O, A> {
  private static final int RETURN_WINDOW = 100; // episodes
  private static final int SUCCESS_WINDOW = 1000; // episodes

  private final Experiment<O, A> experiment;
  private final long seed;
  private final Env<O, A> env;
  private final Agent<O, A> agent;
  private final String envId;
  private final @Nullable Double rewardThreshold;

  /**
   * Makes the environment and the agent.
   *
   * @param seed of both, at least 0
   */
  public Run(Experiment<O, A> experiment, long seed) {
    this.experiment = experiment;
    this.seed = seed;
    this.env = experiment.makeEnv();
    try {
      this.agent = experiment.makeAgent(env, seed);
    } catch (RuntimeException e) {
      env.close();
      throw e;
    }
    this.envId = Gym.spec(experiment.envId()).id();
    this.rewardThreshold = Gym.spec(experiment.envId()).rewardThreshold();
  }

  /**
   * What came out.
   *
   * @param meanReturn of the last 100 episodes
   * @param successRate the share of the last 1000 episodes whose return reached the environment's
   *     reward threshold; {@code null} where it has none, or no episode ended
   */
  public record Result(
      String title, Trainer.Totals totals, double meanReturn, @Nullable Double successRate) {}

  /**
   * Trains, writes the files, and closes the environment.
   *
   * @param folder made where it is not there; files of an earlier run are replaced
   * @param progress where to draw a progress bar; {@code null} for none
   */
  public Result execute(Path folder, @Nullable PrintStream progress) throws IOException {
    Files.createDirectories(folder);
    Path resultFile = folder.resolve("result.json");
    Files.deleteIfExists(resultFile);
    String title = "%s on %s, seed %d".formatted(experiment.algorithm(), envId, seed);

    History history = new History();
    Trainer.Totals totals = train(folder.resolve("metrics.csv"), history, progress);
    Double successRate =
        rewardThreshold == null || history.size() == 0
            ? null
            : history.successRate(SUCCESS_WINDOW, rewardThreshold);
    Result result = new Result(title, totals, history.meanReturn(RETURN_WINDOW), successRate);

    if (history.size() > 0) {
      LearningCurve.write(folder.resolve("learning_curve.png"), title, history.returns());
    }
    JsonObject json = json(result);
    if (agent instanceof Reporting reporting) {
      reporting.report(folder, json);
    }
    Files.writeString(
        resultFile, new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
    return result;
  }

  private Trainer.Totals train(Path metricsFile, History history, @Nullable PrintStream progress)
      throws IOException {
    try (env;
        agent;
        MetricsCsv csv = new MetricsCsv(metricsFile);
        @Nullable ProgressDisplay display =
            progress == null
                ? null
                : new ProgressDisplay(progress, experiment.name(), experiment.budget(), history)) {
      List<EpisodeListener> listeners = new ArrayList<>(List.of(history, csv));
      if (display != null) {
        listeners.add(display);
      }
      return Trainer.train(env, agent, seed, experiment.budget(), listeners);
    }
  }

  private JsonObject json(Result result) {
    JsonObject json = new JsonObject();
    json.addProperty("config", experiment.name());
    json.addProperty("algorithm", experiment.algorithm());
    json.addProperty("env", envId);
    json.addProperty("seed", seed);
    json.addProperty("steps", result.totals().steps());
    json.addProperty("episodes", result.totals().episodes());
    json.addProperty("wall_seconds", result.totals().wallSeconds());
    if (Double.isFinite(result.meanReturn())) { // JSON has no NaN, the mean of no episodes
      json.addProperty("mean_return_last_100", result.meanReturn());
    }
    if (result.successRate() != null) {
      json.addProperty("success_rate_last_1000", result.successRate());
    }
    JsonObject versions = new JsonObject();
    versions.addProperty("javagym", Versions.javagym());
    versions.addProperty("java", Runtime.version().toString());
    json.add("versions", versions);
    return json;
  }
}
