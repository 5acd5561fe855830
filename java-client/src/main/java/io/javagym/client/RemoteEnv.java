package io.javagym.client;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A single environment on the other side. */
final class RemoteEnv<O, A> implements Env<O, A>, Snapshottable {
  private static final byte[] NOTHING = {};
  private static final int MOST_SNAPSHOT_BYTES = 1 << 26; // What a message may be unless told.

  private final RemoteSession session;
  private final Batch batch;
  private final RenderMode renderMode;

  RemoteEnv(RemoteSession session, RenderMode renderMode) {
    this.session = session;
    this.batch = session.batch();
    this.renderMode = renderMode;
  }

  @Override
  @SuppressWarnings("unchecked") // As with every look-up by name, the caller knows the types.
  public Space<O> observationSpace() {
    return (Space<O>) batch.observationSpace();
  }

  @Override
  @SuppressWarnings("unchecked") // As above.
  public Space<A> actionSpace() {
    return (Space<A>) batch.actionSpace();
  }

  @Override
  public Dict infoSpace() {
    return batch.infoSpace();
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    session.reset(seed, options);
    return new Reset<>(observation(), batch.info().read(0));
  }

  @Override
  public Step<O> step(A action) {
    batch.action().write(0, action);
    session.step();
    return new Step<>(
        observation(),
        batch.reward(0),
        batch.terminated(0),
        batch.truncated(0),
        batch.info().read(0));
  }

  @SuppressWarnings("unchecked") // The columns are those of the observation space.
  private O observation() {
    return (O) batch.observation().read(0);
  }

  @Override
  public Map<String, EnvMethod> methods() {
    return session.methods(0);
  }

  @Override
  public byte[] snapshot() {
    return session.snapshot();
  }

  @Override
  public void restore(byte[] snapshot) {
    session.restore(snapshot);
  }

  /** For wrappers on this side, whose state goes with it. */
  @Override
  public void exchangeState(StateExchange state) {
    byte[] now = state.isRestoring() ? NOTHING : snapshot();
    byte[] exchanged = state.exchange(now, MOST_SNAPSHOT_BYTES);
    if (state.isRestoring()) {
      restore(exchanged);
    }
  }

  @Override
  public RenderMode renderMode() {
    return renderMode;
  }

  @Override
  public @Nullable Frame render() {
    return session.render(0);
  }

  @Override
  public void close() {
    session.close();
  }
}
