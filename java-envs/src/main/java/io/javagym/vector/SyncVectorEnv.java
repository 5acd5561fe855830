package io.javagym.vector;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any environment, several times, stepped row by row, with the semantics of Gymnasium's {@code
 * SyncVectorEnv} around environments with a time limit.
 */
public final class SyncVectorEnv implements VectorEnv {
  private final Batch batch;
  private final AutoresetMode mode;
  private final List<RowEnv<?, ?>> rows = new ArrayList<>();
  private final boolean[] over;
  private boolean closed;

  /**
   * A vector environment.
   *
   * @param numEnvs how many, at least 1
   * @param factory makes one environment; all must have equal spaces
   * @param maxEpisodeSteps steps after which an episode is truncated; {@code null} for never
   */
  public SyncVectorEnv(
      int numEnvs,
      Supplier<Env<?, ?>> factory,
      @Nullable Integer maxEpisodeSteps,
      AutoresetMode mode) {
    Env<?, ?> first = factory.get();
    this.mode = mode;
    this.over = new boolean[Math.max(numEnvs, 1)];
    try {
      this.batch =
          Batch.builder(numEnvs, first.observationSpace(), first.actionSpace())
              .info(first.infoSpace())
              .autoreset(mode)
              .build();
      rows.add(new RowEnv<>(first, batch, 0, maxEpisodeSteps));
      for (int i = 1; i < numEnvs; i++) {
        Env<?, ?> env = factory.get();
        rows.add(new RowEnv<>(env, batch, i, maxEpisodeSteps));
        requireEqual(i, "observation", first.observationSpace(), env.observationSpace());
        requireEqual(i, "action", first.actionSpace(), env.actionSpace());
      }
    } catch (RuntimeException e) {
      if (rows.isEmpty()) {
        first.close();
      }
      closeRows();
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
    if (mask == null) {
      batch.beginStep();
    } else {
      batch.beginPartial();
    }
    for (int i = 0; i < rows.size(); i++) {
      if (mask == null || mask[i]) {
        rows.get(i).reset(seeds == null ? null : seeds.get(i), options);
        over[i] = false;
      } else {
        batch.info().clear(i);
        batch.hasFinal(i, false);
      }
    }
    batch.endStep();
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    List<@Nullable BigInteger> seeds = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      seeds.add(seed == null ? null : seed.add(BigInteger.valueOf(i)));
    }
    reset(seeds, options, null);
  }

  @Override
  public void step() {
    checkOpen("step");
    batch.beginStep();
    for (int i = 0; i < rows.size(); i++) {
      RowEnv<?, ?> row = rows.get(i);
      switch (mode) {
        case NEXT_STEP -> {
          if (over[i]) {
            row.reset(null, Map.of());
            over[i] = false;
          } else {
            over[i] = row.step();
          }
        }
        case SAME_STEP -> row.stepAndReset();
        case DISABLED -> {
          if (over[i]) {
            throw new GymException(
                GymException.Code.RESET_NEEDED,
                ("step after the end of an episode: env=%d; with AutoresetMode.DISABLED reset it"
                        + " first, with options={\"reset_mask\": ...}")
                    .formatted(i));
          }
          over[i] = row.step();
        }
      }
    }
    batch.endStep();
  }

  @Override
  public List<@Nullable Frame> render() {
    checkOpen("render");
    List<@Nullable Frame> frames = new ArrayList<>();
    for (RowEnv<?, ?> row : rows) {
      frames.add(row.env().render());
    }
    return frames;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeRows();
    }
  }

  /** Closes every row, even if one throws. */
  private void closeRows() {
    RuntimeException first = null;
    for (RowEnv<?, ?> row : rows) {
      try {
        row.env().close();
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
