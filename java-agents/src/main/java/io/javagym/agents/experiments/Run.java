package io.javagym.agents.experiments;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.javagym.Gym;
import io.javagym.agents.checkpoints.Checkpoint;
import io.javagym.agents.checkpoints.CheckpointFolder;
import io.javagym.agents.training.History;
import io.javagym.agents.training.LearningCurve;
import io.javagym.agents.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One experiment with one seed, and what it leaves in its folder: {@code config.json} (all that is
 * needed to run it again), {@code metrics.csv} (a line for each episode), events for TensorBoard,
 * {@code checkpoints}, {@code policy.safetensors}, {@code learning_curve.png}, and as the last file
 * {@code result.json}.
 */
public final class Run {
  private static final int RETURN_WINDOW = 100; // episodes
  private static final int SUCCESS_WINDOW = 1000; // episodes

  private final RunPlan plan;
  private final @Nullable Path checkpoint;
  private final String envId;
  private final @Nullable Double rewardThreshold;
  private final Learning learning;

  private Run(RunPlan plan, @Nullable Path checkpoint) {
    this.plan = plan;
    this.checkpoint = checkpoint;
    this.learning = Learning.of(plan);
    this.envId = Gym.spec(plan.experiment().envId()).id();
    this.rewardThreshold = Gym.spec(plan.experiment().envId()).rewardThreshold();
  }

  /** Makes the environments and the agent. */
  public Run(RunPlan plan) {
    this(plan, null);
  }

  /**
   * Makes an environment and the agent.
   *
   * @param seed of both, at least 0
   */
  public Run(Experiment<?, ?> experiment, long seed) {
    this(RunPlan.of(experiment, seed));
  }

  /**
   * Makes the environments and the agent of a run that goes on.
   *
   * @param plan that of the folder, perhaps with another budget or number of threads
   * @param checkpoint where it goes on from
   */
  public static Run resumed(RunPlan plan, Path checkpoint) {
    return new Run(plan, checkpoint);
  }

  /**
   * What came out.
   *
   * @param meanReturn of the last 100 episodes
   * @param successRate the share of the last 1000 episodes whose return reached the environment's
   *     reward threshold; {@code null} where it has none, or no episode ended
   * @param isOver whether the budget was used up; else it was stopped before
   * @param checkpoint where it can go on from; {@code null} if there is nothing
   */
  public record Result(
      String title,
      Trainer.Totals totals,
      double meanReturn,
      @Nullable Double successRate,
      boolean isOver,
      @Nullable Path checkpoint) {}

  /** As {@link #execute(Path, RunOptions)}, without a progress bar, to the end. */
  public Result execute(Path folder) throws IOException {
    return execute(folder, RunOptions.quiet());
  }

  /**
   * Trains, writes the files, and closes the environments.
   *
   * @param path made where it is not there; files of an earlier run that is over are replaced
   * @throws IOException if a file can't be written; the last checkpoint stays
   */
  public Result execute(Path path, RunOptions options) throws IOException {
    RunFolder folder = new RunFolder(path);
    History history = new History();
    try (learning) {
      Checkpoint from = prepare(folder);
      Session session = new Session(plan, learning, folder, history, options);
      Session.End end = session.run(from);
      learning.close(); // reports may tell the time until then
      Result result = result(history, end);
      if (end.isOver()) {
        finish(folder, history, result);
      }
      return result;
    }
  }

  private @Nullable Checkpoint prepare(RunFolder folder) throws IOException {
    if (checkpoint == null) {
      folder.begin();
      plan.write(folder.config());
      return null;
    }
    CheckpointFolder checkpoints = folder.checkpoints();
    Checkpoint from = checkpoints.read(checkpoint, Versions.javagym());
    checkpoints.removeAfter(checkpoint);
    Files.deleteIfExists(folder.result());
    plan.write(folder.config());
    return from;
  }

  private void finish(RunFolder folder, History history, Result result) throws IOException {
    if (history.size() > 0) {
      LearningCurve.write(folder.curve(), result.title(), history.returns());
    }
    JsonObject json = json(result);
    if (learning.agent() instanceof Reporting reporting) {
      reporting.report(folder.path(), json);
    }
    Files.writeString(
        folder.result(), new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
  }

  private Result result(History history, Session.End end) {
    Double successRate =
        rewardThreshold == null || history.size() == 0
            ? null
            : history.successRate(SUCCESS_WINDOW, rewardThreshold);
    return new Result(
        "%s on %s, seed %d".formatted(plan.experiment().algorithm(), envId, plan.seed()),
        end.totals(),
        history.meanReturn(RETURN_WINDOW),
        successRate,
        end.isOver(),
        end.checkpoint());
  }

  private JsonObject json(Result result) {
    JsonObject json = new JsonObject();
    json.addProperty("config", plan.experiment().name());
    json.addProperty("algorithm", plan.experiment().algorithm());
    json.addProperty("env", envId);
    json.addProperty("seed", plan.seed());
    json.addProperty("steps", result.totals().steps());
    json.addProperty("episodes", result.totals().episodes());
    json.addProperty("wall_seconds", result.totals().wallSeconds());
    if (Double.isFinite(result.meanReturn())) { // JSON has no NaN, the mean of no episodes
      json.addProperty("mean_return_last_100", result.meanReturn());
    }
    if (result.successRate() != null) {
      json.addProperty("success_rate_last_1000", result.successRate());
    }
    json.add("versions", Versions.json());
    return json;
  }
}
