package io.javagym.vector;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any environment, several times, stepped row by row, with the semantics of Gymnasium's {@code
 * SyncVectorEnv} around environments with a time limit.
 *
 * <p>The rows are shared out over threads; the outcome is the same for any number of them. A row
 * that throws does not hold back the others: all rows are stepped, and then the failure of the
 * first is thrown with the further ones suppressed in it. The failed row stays out of use, and
 * every step says so, until it is reset, with a mask or with all. So does a row that took longer
 * than {@link VectorSettings#stepTimeout()}; its next reset makes a new environment, since the old
 * one is still in the hands of a thread.
 */
public final class SyncVectorEnv implements VectorEnv, Snapshottable {
  private final Rows rows;
  private final AutoresetMode mode;
  private final RowRunner runner;
  private final WorkerPool.Work stepWork;
  private boolean closed;

  /** A vector environment of rows that may hang. */
  public SyncVectorEnv(VectorSettings settings, Supplier<Env<?, ?>> factory) {
    this(settings, false, factory);
  }

  /**
   * A vector environment.
   *
   * @param boundedSteps whether every reset and step ends soon by itself, so that the calling
   *     thread may take part; see {@link io.javagym.EnvSpec#boundedSteps}
   * @param factory makes one environment; all must have equal spaces
   */
  public SyncVectorEnv(VectorSettings settings, boolean boundedSteps, Supplier<Env<?, ?>> factory) {
    boolean watched = !boundedSteps || settings.stepTimeout() != null;
    this.mode = settings.autoresetMode();
    this.rows = new Rows(settings, watched, factory);
    this.runner =
        watched ? new WatchedRunner(rows, settings) : new PromptRunner(rows, settings.numThreads());
    Rows.Action step = Rows.stepAction(mode);
    this.stepWork = row -> rows.run(row, step);
  }

  @Override
  public Batch batch() {
    return rows.batch();
  }

  @Override
  public AutoresetMode autoresetMode() {
    return mode;
  }

  @Override
  public void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    requireReady("reset");
    rows.checkReset(seeds, mask);
    for (int i = 0; i < numEnvs(); i++) {
      if (mask == null || mask[i]) {
        rows.renew(i);
      }
    }
    Rows.Action action =
        row -> {
          int i = row.index();
          if (mask == null || mask[i]) {
            row.reset(seeds == null ? null : seeds.get(i), options);
          } else {
            row.leave();
          }
        };
    runner.run("reset", row -> rows.run(row, action));
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    reset(rows.seedsFrom(seed), options, null);
  }

  @Override
  public void step() {
    requireReady("step");
    // All rows are looked at before any moves: what only the caller did wrong changes nothing.
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).prepare(mode);
    }
    runner.run("step", stepWork);
  }

  @Override
  public boolean await(Duration timeout) {
    return runner.await(timeout);
  }

  @Override
  public Map<String, EnvMethod> methods(int row) {
    return rows.get(row).env().methods();
  }

  @Override
  public @Nullable Frame render(int row) {
    requireReady("render");
    return rows.get(row).render();
  }

  @Override
  public Env<?, ?> row(int row) {
    requireReady("a look at a row");
    return rows.get(row).env();
  }

  @Override
  public void exchangeState(StateExchange state) {
    requireReady("snapshot or restore");
    state.exchangeFixed("autoreset mode", mode);
    rows.exchange(state);
  }

  /**
   * Closes the environments, at the latest after a second. One that is still at work then is left
   * to its thread, with a warning that names it.
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      runner.close();
    }
  }

  private void requireReady(String call) {
    if (closed) {
      throw new GymException(
          GymException.Code.CLOSED, call + " after the vector environment was closed");
    }
    String pending = runner.pendingCall();
    if (pending != null) {
      throw new GymException(
          GymException.Code.BUSY,
          "%s while the rows still work on the %s before it; await it first"
              .formatted(call, pending));
    }
  }
}
