package io.javagym.client;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.VectorEnv;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vector environment on the other side. */
final class RemoteVectorEnv implements VectorEnv {
  private final RemoteSession session;
  private final AutoresetMode mode;

  RemoteVectorEnv(RemoteSession session, AutoresetMode mode) {
    this.session = session;
    this.mode = mode;
  }

  @Override
  public Batch batch() {
    return session.batch();
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
    session.reset(seeds, options, mask);
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    session.reset(seed, options);
  }

  @Override
  public void step() {
    session.step();
  }

  @Override
  public Map<String, EnvMethod> methods(int row) {
    return session.methods(row);
  }

  @Override
  public byte[] snapshot() {
    return session.snapshot();
  }

  @Override
  public void restore(byte[] snapshot) {
    session.restore(snapshot);
  }

  @Override
  public @Nullable Frame render(int row) {
    return session.render(row);
  }

  @Override
  public void close() {
    session.close();
  }
}
