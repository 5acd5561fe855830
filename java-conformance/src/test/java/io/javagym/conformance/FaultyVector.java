package io.javagym.conformance;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vector environment that does all but one thing right. */
final class FaultyVector implements VectorEnv {
  private final VectorEnv envs;
  private final Fault fault;
  private boolean stepped;

  FaultyVector(VectorEnv envs, Fault fault) {
    this.envs = envs;
    this.fault = fault;
  }

  @Override
  public Batch batch() {
    return envs.batch();
  }

  @Override
  public AutoresetMode autoresetMode() {
    return envs.autoresetMode();
  }

  @Override
  public void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    run(() -> envs.reset(seeds, options, fault == Fault.MASK_THAT_IS_IGNORED ? null : mask));
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    if (fault == Fault.ONE_SEED_FOR_ALL_ROWS) {
      envs.reset(Collections.nCopies(numEnvs(), seed), options, null);
    } else {
      run(() -> envs.reset(seed, options));
    }
  }

  @Override
  public void step() {
    if (fault == Fault.FIRST_STEP_THAT_IS_SKIPPED && !stepped) {
      stepped = true;
    } else {
      run(envs::step);
    }
  }

  private void run(Runnable call) {
    try {
      call.run();
    } catch (GymException e) {
      if (fault != Fault.VECTOR_THAT_TAKES_ANYTHING) {
        throw e;
      }
    }
  }

  @Override
  public @Nullable Frame render(int row) {
    return envs.render(row);
  }

  @Override
  public byte[] snapshot() {
    return envs.snapshot();
  }

  @Override
  public void restore(byte[] snapshot) {
    envs.restore(snapshot);
  }

  @Override
  public void close() {
    envs.close();
  }
}
