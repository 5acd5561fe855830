package io.javagym.wrappers;

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

/** An environment that passes everything on to another; what extends it changes a part. */
public abstract class Wrapper<O, A> implements Env<O, A>, Snapshottable {
  private final Env<O, A> env;

  /** A wrapper around an environment, which is closed with it. */
  protected Wrapper(Env<O, A> env) {
    this.env = env;
  }

  @Override
  public Space<O> observationSpace() {
    return env.observationSpace();
  }

  @Override
  public Space<A> actionSpace() {
    return env.actionSpace();
  }

  @Override
  public Dict infoSpace() {
    return env.infoSpace();
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    return env.reset(seed, options);
  }

  @Override
  public Step<O> step(A action) {
    return env.step(action);
  }

  @Override
  public Map<String, EnvMethod> methods() {
    return env.methods();
  }

  @Override
  public Env<?, ?> unwrapped() {
    return env.unwrapped();
  }

  @Override
  public RenderMode renderMode() {
    return env.renderMode();
  }

  @Override
  public @Nullable Frame render() {
    return env.render();
  }

  /** Passes the environment inside; a wrapper with a state of its own adds it. */
  @Override
  public void exchangeState(StateExchange state) {
    state.exchangePart(env);
  }

  @Override
  public void close() {
    env.close();
  }
}
