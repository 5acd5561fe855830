import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.spaces.Discrete;
import java.util.List;
import java.util.Map;

/** Counts its steps, and does what is hard on a door: in reset, or in a step with action 1. */
public final class Stubborn extends SeededEnv<Long, Long> {
  private static final long LONG_MILLIS = 60_000;

  private final String fault;
  private final boolean inReset;
  private long steps;

  Stubborn(Kwargs kwargs) {
    fault = kwargs.getString("fault", "none");
    inReset = kwargs.getBoolean("in_reset", false);
  }

  @Override
  public Discrete observationSpace() {
    return Discrete.of(1_000_000);
  }

  @Override
  public Discrete actionSpace() {
    return Discrete.of(2);
  }

  @Override
  protected Reset<Long> startEpisode(Map<String, Object> options) {
    if (inReset) {
      misbehave();
    }
    steps = 0;
    return Reset.of(steps);
  }

  @Override
  public Step<Long> step(Long action) {
    if (action == 1) {
      misbehave();
    }
    return Step.of(++steps, 1, false);
  }

  private void misbehave() {
    switch (fault) {
      case "sleep" -> sleep(LONG_MILLIS);
      case "nap" -> sleep(1);
      case "exit" -> {
        System.err.println("out of licenses");
        System.err.flush();
        Runtime.getRuntime().halt(3);
      }
      case "print" -> {
        System.out.println("printed to output");
        System.err.println("printed to error");
      }
      case "warn" -> Warnings.warn("the conveyor is hot");
      default -> {}
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("woken", e);
    }
  }

  /** What {@code javagym.gateway()} is for: a class of a user's own. */
  public static String greet(String name) {
    return "hello " + name;
  }

  /** Calls back into Python. */
  public static int twice(java.util.function.IntUnaryOperator operator, int value) {
    return operator.applyAsInt(operator.applyAsInt(value));
  }

  /** Names the environment. */
  public static final class Provider implements EnvProvider {
    @Override
    public List<EnvSpec> specs() {
      return List.of(EnvSpec.builder("Stubborn-v0", Stubborn::new).build());
    }
  }
}
