package io.javagym.server;

import io.javagym.Env;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Discrete;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As little as an environment can be. */
final class UnsavedEnv implements Env<Long, Long> {
  private static final Discrete SPACE = Discrete.of(2);

  @Override
  public Discrete observationSpace() {
    return SPACE;
  }

  @Override
  public Discrete actionSpace() {
    return SPACE;
  }

  @Override
  public Reset<Long> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    return Reset.of(0L);
  }

  @Override
  public Step<Long> step(Long action) {
    return Step.of(action, 0, false);
  }
}
