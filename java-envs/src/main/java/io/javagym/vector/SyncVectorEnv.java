package io.javagym.vector;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any environment, several times, stepped row by row, with the semantics of Gymnasium's {@code
 * SyncVectorEnv} around environments with a time limit.
 *
 * <p>A row that throws does not hold back the others: all rows are stepped, and then the first
 * failure is thrown with the further ones suppressed in it. The failed row stays out of use, and
 * every step says so, until it is reset, with a mask or with all.
 */
public final class SyncVectorEnv implements VectorEnv {
  private final Batch batch;
  private final AutoresetMode mode;
  private final List<RowEnv<?, ?>> rows = new ArrayList<>();
  private boolean closed;

  /**
   * A vector environment.
   *
   * @param factory makes one environment; all must have equal spaces
   */
  public SyncVectorEnv(VectorSettings settings, Supplier<Env<?, ?>> factory) {
    this.mode = settings.autoresetMode();
    Env<?, ?> first = factory.get();
    try {
      Batch.Builder form =
          Batch.builder(settings.numEnvs(), first.observationSpace(), first.actionSpace())
              .info(first.infoSpace())
              .autoreset(mode)
              .memory(settings.memory());
      this.batch = (first instanceof VectorRow<?, ?> ? form.plainRows() : form).build();
      rows.add(new RowEnv<>(first, batch, 0, settings));
      for (int i = 1; i < settings.numEnvs(); i++) {
        Env<?, ?> env = factory.get();
        rows.add(new RowEnv<>(env, batch, i, settings));
        requireEqual(i, "observation", first.observationSpace(), env.observationSpace());
        requireEqual(i, "action", first.actionSpace(), env.actionSpace());
      }
    } catch (RuntimeException e) {
      try {
        if (rows.isEmpty()) {
          first.close();
        }
        forEachRow(row -> row.env().close());
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
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

  @Override
  public Batch batch() {
    return batch;
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
    checkOpen("reset");
    requireLength("seeds", seeds == null ? numEnvs() : seeds.size());
    requireLength("mask", mask == null ? numEnvs() : mask.length);
    for (int i = 0; i < numEnvs(); i++) {
      if (mask != null && !mask[i] && !rows.get(i).hasReset()) {
        throw new GymException(
            GymException.Code.RESET_NEEDED,
            "reset with a mask before the first reset of all rows: env=%d".formatted(i));
      }
      RowEnv.requireSeed(i, seeds == null ? null : seeds.get(i));
    }
    forEachRow(
        row -> {
          int i = row.index();
          if (mask == null || mask[i]) {
            row.reset(seeds == null ? null : seeds.get(i), options);
          } else {
            row.leave();
          }
        });
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    List<@Nullable BigInteger> seeds = new ArrayList<>();
    for (int i = 0; i < numEnvs(); i++) {
      seeds.add(seed == null ? null : seed.add(BigInteger.valueOf(i)));
    }
    reset(seeds, options, null);
  }

  @Override
  public void step() {
    checkOpen("step");
    // All rows are looked at before any moves: what only the caller did wrong changes nothing.
    for (RowEnv<?, ?> row : rows) {
      prepare(row);
    }
    switch (mode) {
      case NEXT_STEP -> forEachRow(RowEnv::stepOrReset);
      case SAME_STEP -> forEachRow(RowEnv::stepAndReset);
      case DISABLED -> forEachRow(RowEnv::step);
    }
  }

  private void prepare(RowEnv<?, ?> row) {
    if (row.over() && mode == AutoresetMode.NEXT_STEP) {
      return; // It is reset instead, and Gymnasium does not look at its action.
    }
    if (row.over() && mode == AutoresetMode.DISABLED) {
      throw new GymException(
          GymException.Code.RESET_NEEDED,
          ("step after the end of an episode: env=%d; with AutoresetMode.DISABLED reset it first,"
                  + " with options={\"reset_mask\": ...}")
              .formatted(row.index()));
    }
    row.prepare();
  }

  @Override
  public Map<String, EnvMethod> methods(int row) {
    return rows.get(row).env().methods();
  }

  @Override
  public @Nullable Frame render(int row) {
    checkOpen("render");
    return rows.get(row).render();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      forEachRow(row -> row.env().close());
    }
  }

  /** Does something with every row, even if it fails for one. */
  private void forEachRow(Consumer<RowEnv<?, ?>> action) {
    RuntimeException first = null;
    for (RowEnv<?, ?> row : rows) {
      try {
        action.accept(row);
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void checkOpen(String call) {
    if (closed) {
      throw new GymException(
          GymException.Code.CLOSED, call + " after the vector environment was closed");
    }
  }

  private void requireLength(String what, int length) {
    if (length != numEnvs()) {
      throw GymException.invalidArgument(
          "%s has length %d, expected num_envs=%d".formatted(what, length, numEnvs()));
    }
  }
}
