package io.javagym.vector;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.BatchMemory;
import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of one. Nothing resets it but its caller, and it may be stepped beyond the end of an
 * episode, as a single Gymnasium environment may.
 */
public final class SingleEnv implements VectorEnv, Snapshottable {
  private final Env<?, ?> env;
  private final Batch batch;
  private final RowEnv<?, ?> row;
  private boolean closed;

  /** One environment behind a batch; the environment is closed with it. */
  public SingleEnv(Env<?, ?> env, BatchMemory memory) {
    this.env = env;
    try {
      this.batch =
          Batch.builder(1, env.observationSpace(), env.actionSpace())
              .info(env.infoSpace())
              .memory(memory)
              .build();
    } catch (RuntimeException e) {
      try {
        env.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    this.row = new RowEnv<>(env, batch, 0, VectorSettings.of(1), false);
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public AutoresetMode autoresetMode() {
    return AutoresetMode.DISABLED;
  }

  @Override
  public void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    if (mask == null || mask[0]) {
      reset(seeds == null ? null : seeds.get(0), options);
    }
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    checkOpen("reset");
    RowEnv.requireSeed(0, seed);
    row.reset(seed, options);
  }

  @Override
  public void step() {
    checkOpen("step");
    row.prepare();
    row.step();
  }

  @Override
  public Map<String, EnvMethod> methods(int index) {
    return env.methods();
  }

  @Override
  public @Nullable Frame render(int index) {
    checkOpen("render");
    return row.render();
  }

  @Override
  public Env<?, ?> row(int index) {
    return env;
  }

  @Override
  public byte[] snapshot() {
    checkOpen("snapshot");
    return VectorEnv.super.snapshot();
  }

  @Override
  public void restore(byte[] snapshot) {
    checkOpen("restore");
    VectorEnv.super.restore(snapshot);
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchangePart(batch);
    row.exchange(state);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      env.close();
    }
  }

  private void checkOpen(String call) {
    if (closed) {
      throw new GymException(GymException.Code.CLOSED, call + " after the environment was closed");
    }
  }
}
