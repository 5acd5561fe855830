package io.javagym.vector;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.StateExchange;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch, and how they failed. Any thread may work on a row, one at a time; the rest
 * is for the thread that has the vector environment.
 */
final class Rows {

  /** Something to do with a row. */
  @FunctionalInterface
  interface Action {
    void run(RowEnv<?, ?> row);
  }

  private final VectorSettings settings;
  private final boolean watched;
  private final Supplier<Env<?, ?>> factory;
  private final Batch batch;
  private final RowEnv<?, ?>[] rows;

  /** What each row's last action threw. */
  private final AtomicReferenceArray<@Nullable Throwable> failures;

  /** Whether there is a failure; set with it. */
  private volatile boolean failed;

  /**
   * The rows of a new batch.
   *
   * @param watched whether rows may be given up
   * @param factory makes one environment; all must have equal spaces
   */
  Rows(VectorSettings settings, boolean watched, Supplier<Env<?, ?>> factory) {
    this.settings = settings;
    this.watched = watched;
    this.factory = factory;
    this.failures = new AtomicReferenceArray<>(settings.numEnvs());
    this.rows = new RowEnv<?, ?>[settings.numEnvs()];
    List<Env<?, ?>> made = new ArrayList<>();
    try {
      Env<?, ?> first = factory.get();
      made.add(first);
      Batch.Builder form =
          Batch.builder(rows.length, first.observationSpace(), first.actionSpace())
              .info(first.infoSpace())
              .autoreset(settings.autoresetMode())
              .memory(settings.memory());
      this.batch = (first instanceof VectorRow<?, ?> ? form.plainRows() : form).build();
      rows[0] = new RowEnv<>(first, batch, 0, settings, watched);
      for (int i = 1; i < rows.length; i++) {
        Env<?, ?> env = factory.get();
        made.add(env);
        rows[i] = new RowEnv<>(env, batch, i, settings, watched);
        requireEqual(i, "observation", first.observationSpace(), env.observationSpace());
        requireEqual(i, "action", first.actionSpace(), env.actionSpace());
      }
    } catch (RuntimeException e) {
      for (Env<?, ?> env : made) {
        try {
          env.close();
        } catch (RuntimeException suppressed) {
          e.addSuppressed(suppressed);
        }
      }
      throw e;
    }
  }

  private static void requireEqual(int row, String what, Object first, Object other) {
    if (!first.equals(other)) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "env=%d has the %s space %s, but env=0 has %s".formatted(row, what, other, first));
    }
  }

  Batch batch() {
    return batch;
  }

  int size() {
    return rows.length;
  }

  RowEnv<?, ?> get(int row) {
    return rows[row];
  }

  /** Does something with a row; what it throws is kept for {@link #throwFailures}. */
  void run(int row, Action action) {
    try {
      action.run(rows[row]);
    } catch (Crew.GivenUp e) {
      throw e; // Its failure is noted already, and the row is no longer this thread's.
    } catch (RuntimeException | Error e) {
      fail(row, e);
    }
  }

  private void fail(int row, Throwable failure) {
    failures.set(row, failure);
    failed = true;
  }

  /** Throws the failure of the first row that has one, with the further ones suppressed in it. */
  void throwFailures() {
    if (!failed) {
      return;
    }
    failed = false;
    Throwable first = null;
    for (int i = 0; i < rows.length; i++) {
      Throwable failure = failures.getAndSet(i, null);
      if (first == null) {
        first = failure;
      } else if (failure != null) {
        first.addSuppressed(failure);
      }
    }
    if (first instanceof Error error) {
      throw error;
    } else if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Whether a row's last action threw. */
  boolean hasFailed(int row) {
    return failures.get(row) != null;
  }

  /** Forgets what rows threw. */
  void forgetFailures() {
    for (int i = 0; i < rows.length; i++) {
      failures.set(i, null);
    }
    failed = false;
  }

  /** The action that is a step in this mode. */
  static Action stepAction(AutoresetMode mode) {
    return switch (mode) {
      case NEXT_STEP -> RowEnv::stepOrReset;
      case SAME_STEP -> RowEnv::stepAndReset;
      case DISABLED -> RowEnv::step;
    };
  }

  /** The seeds that follow from one: row {@code i} has {@code seed + i}. */
  @Nullable List<BigInteger> seedsFrom(@Nullable BigInteger seed) {
    if (seed == null) {
      return null;
    }
    List<BigInteger> seeds = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      seeds.add(seed.add(BigInteger.valueOf(i)));
    }
    return seeds;
  }

  /** Refuses a reset that can't be, before any row is. */
  void checkReset(@Nullable List<? extends @Nullable BigInteger> seeds, boolean @Nullable [] mask) {
    requireLength("seeds", seeds == null ? rows.length : seeds.size());
    requireLength("mask", mask == null ? rows.length : mask.length);
    for (int i = 0; i < rows.length; i++) {
      if (mask != null && !mask[i] && !rows[i].hasReset()) {
        throw new GymException(
            GymException.Code.RESET_NEEDED,
            "reset with a mask before the first reset of all rows: env=%d".formatted(i));
      }
      RowEnv.requireSeed(i, seeds == null ? null : seeds.get(i));
    }
  }

  private void requireLength(String what, int length) {
    if (length != rows.length) {
      throw GymException.invalidArgument(
          "%s has length %d, expected num_envs=%d".formatted(what, length, rows.length));
    }
  }

  /**
   * Gives up a row that has been in its environment's code for too long.
   *
   * @return false if it has come back by now
   */
  boolean giveUp(int row, String call, Duration limit) {
    if (!rows[row].giveUp()) {
      return false;
    }
    fail(
        row,
        new GymException(
            GymException.Code.ENV_TIMED_OUT,
            ("%s of %s took longer than %s s and was given up: env=%d; its thread is left alone,"
                    + " and the next reset of the row makes a new environment")
                .formatted(
                    call, rows[row].env().getClass().getName(), limit.toNanos() / 1e9, row)));
    return true;
  }

  /** Passes the batch and every row. One that was given up is as good as one not yet made. */
  void exchange(StateExchange state) {
    state.exchangePart(batch);
    for (int i = 0; i < rows.length; i++) {
      boolean inUse = state.exchange(!rows[i].isGivenUp());
      if (inUse) {
        renew(i); // only where it is restored into a row that was given up
        rows[i].exchange(state);
      } else {
        state.require(watched, "a row was given up, and here none can be");
        rows[i].retire();
      }
    }
  }

  /** Makes a new environment for a row that was given up. */
  void renew(int row) {
    if (rows[row].isGivenUp()) {
      rows[row] = new RowEnv<>(factory.get(), batch, row, settings, watched);
    }
  }
}
