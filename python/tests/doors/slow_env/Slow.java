package slow;

import io.javagym.Env;
import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.spaces.Discrete;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Takes its time: a reset as many seconds as its option {@code seconds} says, a step as many as the
 * action, a snapshot as many as its argument {@code snapshot_seconds} says; with none it has no
 * snapshots. It counts its steps, or tells the time if it is to.
 */
public final class Slow implements Env<Long, Long>, Snapshottable {
  private final int snapshotSeconds;
  private final boolean tellsTheTime;
  private int stride = 1;
  private long steps;

  Slow(Kwargs kwargs) {
    snapshotSeconds = kwargs.getInt("snapshot_seconds", -1);
    tellsTheTime = kwargs.getBoolean("clock", false);
    sleep(kwargs.getInt("seconds", 0));
  }

  @Override
  public void exchangeState(StateExchange state) {
    if (snapshotSeconds < 0) {
      throw new GymException(GymException.Code.UNSUPPORTED, "Slow has no snapshots");
    }
    sleep(snapshotSeconds);
    steps = state.exchange(steps);
  }

  /** How much a step counts. No snapshot holds it. */
  public void setStride(int stride) {
    this.stride = stride;
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
    steps += stride;
    return Step.of(tellsTheTime ? System.nanoTime() % (1 << 20) : steps, 1, false);
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
