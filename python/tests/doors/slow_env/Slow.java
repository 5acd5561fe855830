package slow;

import io.javagym.Env;
import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.spaces.Discrete;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Takes its time: a reset as many seconds as its option {@code seconds} says, a step as many as the
 * action. It counts its steps.
 */
public final class Slow implements Env<Long, Long> {
  private long steps;

  Slow(Kwargs kwargs) {
    sleep(kwargs.getInt("seconds", 0));
  }

  @Override
  public Discrete observationSpace() {
    return Discrete.of(1 << 20);
  }

  @Override
  public Discrete actionSpace() {
    return Discrete.of(1000);
  }

  @Override
  public Reset<Long> reset(BigInteger seed, Map<String, Object> options) {
    sleep(((Number) options.getOrDefault("seconds", 0L)).longValue());
    if (options.containsKey("warn")) {
      Warnings.warn("slow as ever");
    }
    steps = 0;
    return Reset.of(steps);
  }

  @Override
  public Step<Long> step(Long action) {
    sleep(action);
    return Step.of(++steps, 1, false);
  }

  private static void sleep(long seconds) {
    try {
      Thread.sleep(1000 * seconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Names the environment. */
  public static final class Provider implements EnvProvider {
    @Override
    public List<EnvSpec> specs() {
      return List.of(EnvSpec.builder("Slow-v0", Slow::new).build());
    }
  }
}
