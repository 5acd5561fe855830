package io.javagym.agents.experiments;

import io.javagym.GymException;
import io.javagym.Snapshots;
import io.javagym.Snapshottable;
import io.javagym.agents.checkpoints.Checkpoint;
import io.javagym.agents.checkpoints.CheckpointException;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.HasTable;
import io.javagym.agents.policyfile.TablePolicy;
import io.javagym.agents.tensorboard.EventFile;
import io.javagym.agents.training.EpisodeListener;
import io.javagym.agents.training.History;
import io.javagym.agents.training.MetricsCsv;
import io.javagym.agents.training.ProgressDisplay;
import io.javagym.agents.training.Trainer;
import io.javagym.agents.training.TrainingLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a run that one process does: from its start or a checkpoint to its end or a stop. */
final class Session {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long CHECKPOINT_NANOS = 60_000_000_000L;

  /** How often to look at the clock, which takes as long as a step of the smallest tasks. */
  private static final int STEPS_PER_LOOK = 256;

  private final RunPlan plan;
  private final Learning learning;
  private final RunFolder folder;
  private final History history;
  private final RunOptions options;
  private final long startNanos = System.nanoTime();
  private long lastSaveNanos = startNanos;
  private double earlierSeconds;
  private long lastSaveSteps;
  private boolean savesNothing;
  private @Nullable Path newest;

  Session(RunPlan plan, Learning learning, RunFolder folder, History history, RunOptions options) {
    this.plan = plan;
    this.learning = learning;
    this.folder = folder;
    this.history = history;
    this.options = options;
  }

  /**
   * How it ended.
   *
   * @param isOver whether the budget was used up
   * @param checkpoint where the run can go on from; {@code null} if there is nothing
   */
  record End(Trainer.Totals totals, boolean isOver, @Nullable Path checkpoint) {}

  End run(@Nullable Checkpoint from) throws IOException {
    newest = folder.checkpoints().newest();
    try (MetricsCsv csv =
            from == null
                ? new MetricsCsv(folder.metrics())
                : MetricsCsv.reopened(folder.metrics());
        EventFile events =
            from == null ? new EventFile(folder.newEvents()) : EventFile.reopened(folder.events());
        @Nullable ProgressDisplay display =
            options.progress() == null
                ? null
                : new ProgressDisplay(
                    options.progress(),
                    plan.experiment().name(),
                    plan.experiment().budget(),
                    history)) {
      List<EpisodeListener> listeners = new ArrayList<>(List.of(history, csv, events));
      if (display != null) {
        listeners.add(display);
      }
      TrainingLoop loop = learning.loop(plan, listeners);
      RunState state = new RunState(loop, learning.agent(), history, csv, events);
      if (from != null) {
        restore(state, from);
        csv.goOn();
        events.goOn();
        if (display != null) {
          display.goOn(loop.episodes(), loop.steps());
        }
      }
      return run(loop, state);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause().getMessage() + kept(), e.getCause());
    } catch (IOException e) {
      throw e instanceof CheckpointException
          ? e
          : new IOException(RunFailures.reason(e) + kept(), e);
    }
  }

  private void restore(RunState state, Checkpoint from) throws CheckpointException {
    if (!(learning.agent() instanceof Snapshottable)) {
      throw new CheckpointException(
          "%s can't be resumed: its agent has no snapshots".formatted(plan.experiment().name()));
    }
    try {
      Snapshots.restore(state, from.snapshot());
    } catch (GymException e) {
      throw new CheckpointException(
          "the checkpoint at step %d does not fit %s: %s"
              .formatted(from.steps(), folder.config(), e.getMessage()));
    }
    earlierSeconds = state.seconds();
    lastSaveSteps = from.steps();
  }

  private End run(TrainingLoop loop, RunState state) throws IOException {
    boolean stopped = false;
    double seconds;
    try {
      for (long step = 1; !loop.isDone() && !stopped; step++) {
        loop.step();
        if (isDue(step, loop.steps())) {
          save(loop, state);
        }
        stopped = options.stop().getAsBoolean();
      }
      seconds = seconds();
      if (loop.steps() != lastSaveSteps || newest == null) {
        save(loop, state);
      }
    } catch (IllegalStateException | GymException e) {
      throw new IllegalStateException(e.getMessage() + kept(), e);
    }
    return new End(
        new Trainer.Totals(loop.episodes(), loop.steps(), seconds), loop.isDone(), newest);
  }

  private boolean isDue(long step, long steps) {
    if (savesNothing) {
      return false;
    }
    long every = options.checkpointEverySteps();
    return every > 0
        ? steps / every > lastSaveSteps / every
        : step % STEPS_PER_LOOK == 0 && System.nanoTime() - lastSaveNanos >= CHECKPOINT_NANOS;
  }

  private double seconds() {
    return earlierSeconds + (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
  }

  private void save(TrainingLoop loop, RunState state) throws IOException {
    if (!savesNothing) {
      saveCheckpoint(loop, state);
    }
    savePolicy();
  }

  private void saveCheckpoint(TrainingLoop loop, RunState state) throws IOException {
    state.seconds(seconds());
    byte[] snapshot;
    try {
      snapshot = Snapshots.save(state);
    } catch (GymException e) {
      if (e.code() != GymException.Code.UNSUPPORTED) {
        throw e;
      }
      saveNothing(loop, String.valueOf(e.getMessage()));
      return;
    } catch (ArithmeticException | OutOfMemoryError e) { // of the snapshot's one array
      saveNothing(
          loop,
          "this run does not fit into 2 GiB, or the memory that is left; where a replay is most of it, a smaller buffer_size helps");
      return;
    }
    newest = folder.checkpoints().save(new Checkpoint(Versions.javagym(), loop.steps(), snapshot));
    lastSaveSteps = loop.steps();
    lastSaveNanos = System.nanoTime();
  }

  /** Better than to end the run: it may still reach its end. */
  private void saveNothing(TrainingLoop loop, String why) {
    savesNothing = true;
    if (options.warnings() != null && !loop.isDone()) {
      options.warnings().println("no checkpoints: " + why);
    }
  }

  private void savePolicy() throws IOException {
    if (learning.agent() instanceof HasPolicy agent) {
      agent.policy().save(folder.policy());
    } else if (learning.agent() instanceof HasTable agent) {
      TablePolicy.of(agent).save(folder.policy());
    }
  }

  private String kept() {
    return newest == null
        ? ""
        : "; the checkpoint %s is kept: go on with --resume %s".formatted(newest, folder.path());
  }
}
