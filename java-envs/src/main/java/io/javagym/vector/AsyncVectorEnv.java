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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that need not wait for each other, as EnvPool offers: send actions to some, receive
 * whichever are done first. For environments whose steps take unequal times.
 *
 * <pre>{@code
 * envs.resetLater(seed, Map.of());
 * int[] rows = new int[16]; // of 64, say
 * while (envs.receive(rows, timeout)) {
 *   // Read these rows of envs.batch(), and write their next actions.
 *   envs.send(rows);
 * }
 * }</pre>
 *
 * <p>A row has the trajectory that it has in {@link SyncVectorEnv}. From when it is received until
 * it is sent, the row belongs to the caller, and its columns keep what it told last; in between
 * nobody but the environment may touch them. {@link #step} and {@link #reset} move all rows at once
 * and wait for them, while none is under way.
 */
public final class AsyncVectorEnv implements VectorEnv, Snapshottable {
  private final Rows rows;
  private final AutoresetMode mode;
  private final Patience patience;
  private final Rows.Action stepAction;
  private final Desk desk;
  private final Crew crew;

  /** The rows that were sent and not yet received; [n]. */
  private final boolean[] underWay;

  private int numUnderWay;

  /** The call that moves all rows and is not at its end. */
  private @Nullable String pendingCall;

  private boolean closed;

  /**
   * A vector environment.
   *
   * @param settings with an autoreset mode other than {@link AutoresetMode#DISABLED}
   * @param factory makes one environment; all must have equal spaces
   */
  public AsyncVectorEnv(VectorSettings settings, Supplier<Env<?, ?>> factory) {
    if (settings.autoresetMode() == AutoresetMode.DISABLED) {
      throw GymException.invalidArgument(
          "autoreset mode %s of rows that need not wait for each other: expected %s or %s"
              .formatted(AutoresetMode.DISABLED, AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP));
    }
    this.mode = settings.autoresetMode();
    this.patience = new Patience(settings);
    this.rows = new Rows(settings, true, factory);
    this.stepAction = Rows.stepAction(mode);
    this.desk = new Desk(rows);
    this.underWay = new boolean[rows.size()];
    this.crew = Crew.forWatchedSingles(settings.numThreads(), rows.size());
    crew.dismissWith(this);
  }

  @Override
  public Batch batch() {
    return rows.batch();
  }

  @Override
  public AutoresetMode autoresetMode() {
    return mode;
  }

  /** Starts an episode in each row, each to be received when it has begun. */
  public void resetLater(@Nullable BigInteger seed, Map<String, Object> options) {
    resetLater(rows.seedsFrom(seed), options, null);
  }

  private void resetLater(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    requireOpen("reset");
    requireIdle("reset");
    rows.checkReset(seeds, mask);
    for (int i = 0; i < rows.size(); i++) {
      if (mask == null || mask[i]) {
        rows.renew(i);
        BigInteger seed = seeds == null ? null : seeds.get(i);
        give(i, "reset", row -> row.reset(seed, options));
      } else {
        rows.get(i).leave();
      }
    }
  }

  /**
   * Has rows take their actions in the batch.
   *
   * @param sent the indices of rows that are not under way
   * @throws GymException if a row can't be sent, or its action is none; then none was sent
   */
  public void send(int... sent) {
    requireOpen("send");
    for (int i = 0; i < sent.length; i++) {
      int row = sent[i];
      if (row < 0 || row >= rows.size()) {
        throw GymException.invalidArgument(
            "send of env=%d, expected 0 <= env < %d".formatted(row, rows.size()));
      }
      for (int j = 0; j < i; j++) {
        if (sent[j] == row) {
          throw GymException.invalidArgument("send of env=%d twice".formatted(row));
        }
      }
      if (underWay[row]) {
        throw new GymException(
            GymException.Code.BUSY,
            "send of env=%d, which is under way; receive it first".formatted(row));
      }
      rows.get(row).prepare(mode);
    }
    for (int row : sent) {
      give(row, "step", stepAction);
    }
  }

  private void give(int row, String call, Rows.Action action) {
    underWay[row] = true;
    numUnderWay++;
    desk.put(row, call, action);
    crew.add(row, desk);
  }

  /**
   * Waits until as many rows are done as the array has room for, and takes those that were done
   * first.
   *
   * @param received where their indices go
   * @return false, and no row is taken, if they are not done after the timeout
   * @throws GymException if one of them failed. The failed rows count as received, and need a
   *     reset; the others are there for the next call
   */
  public boolean receive(int[] received, Duration timeout) {
    requireOpen("receive");
    if (received.length > numUnderWay) {
      throw GymException.invalidArgument(
          "receive of %d rows, but only %d are under way".formatted(received.length, numUnderWay));
    }
    if (!awaitDone(received.length, timeout)) {
      return false;
    }
    int failed = desk.takeFailed(received.length, received);
    forget(received, failed);
    rows.throwFailures();
    desk.take(received);
    forget(received, received.length);
    return true;
  }

  private void forget(int[] received, int count) {
    for (int i = 0; i < count; i++) {
      underWay[received[i]] = false;
    }
    numUnderWay -= count;
  }

  private boolean awaitDone(int count, Duration timeout) {
    return patience.await(
        timeout,
        nanos -> desk.await(count, nanos),
        limit -> crew.giveUp(limit.toNanos(), row -> giveUp(row, limit)));
  }

  private boolean giveUp(int row, Duration limit) {
    boolean givenUp = rows.giveUp(row, desk.call(row), limit);
    if (givenUp) {
      desk.done(row);
    }
    return givenUp;
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    reset(rows.seedsFrom(seed), options, null);
  }

  @Override
  public void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    resetLater(seeds, options, mask);
    finish("reset");
  }

  @Override
  public void step() {
    requireOpen("step");
    requireIdle("step");
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).prepare(mode);
    }
    for (int i = 0; i < rows.size(); i++) {
      give(i, "step", stepAction);
    }
    finish("step");
  }

  private void finish(String call) {
    pendingCall = call;
    if (!await(patience.callLimit())) {
      throw patience.unfinished(call);
    }
  }

  @Override
  public boolean await(Duration timeout) {
    if (pendingCall == null) {
      return true;
    }
    if (!awaitDone(numUnderWay, timeout)) {
      return false;
    }
    pendingCall = null;
    desk.take(new int[numUnderWay]);
    Arrays.fill(underWay, false);
    numUnderWay = 0;
    rows.throwFailures();
    return true;
  }

  @Override
  public Map<String, EnvMethod> methods(int row) {
    return owned(row, "a look at a row").env().methods();
  }

  @Override
  public @Nullable Frame render(int row) {
    return owned(row, "render").render();
  }

  @Override
  public Env<?, ?> row(int row) {
    return owned(row, "a look at a row").env();
  }

  private RowEnv<?, ?> owned(int row, String call) {
    requireOpen(call);
    if (underWay[row]) {
      throw new GymException(
          GymException.Code.BUSY, "%s of env=%d, which is under way".formatted(call, row));
    }
    return rows.get(row);
  }

  @Override
  public void exchangeState(StateExchange state) {
    requireOpen("snapshot or restore");
    requireIdle("snapshot or restore");
    state.exchangeFixed("autoreset mode", mode);
    rows.exchange(state);
  }

  /** Closes the environments, at the latest after a second, as {@link SyncVectorEnv} does. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      WatchedRunner.close(crew, rows);
    }
  }

  private void requireOpen(String call) {
    if (closed) {
      throw new GymException(
          GymException.Code.CLOSED, call + " after the vector environment was closed");
    }
  }

  private void requireIdle(String call) {
    if (numUnderWay > 0) {
      throw new GymException(
          GymException.Code.BUSY,
          "%s of all rows while %d are under way; receive them first".formatted(call, numUnderWay));
    }
  }
}
