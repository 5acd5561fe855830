package io.javagym.conformance;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.Kwargs;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The conformance of a walk with a fault. Its tests run in {@link EnvConformanceTest} alone. */
class FaultyWalk extends EnvConformance {
  static final int EPISODE_STEPS = 30;

  private static final String ID = "FaultyWalk-v0";

  /** Those that a guard would hide: such an environment comes to its callers as it is. */
  private static final Set<Fault> UNGUARDED =
      EnumSet.of(
          Fault.NO_GUARD,
          Fault.SECOND_CLOSE_THAT_THROWS,
          Fault.MOVES_BEFORE_IT_REFUSES,
          Fault.ERROR_WITHOUT_THE_RANGE,
          Fault.TIME_LIMIT_THAT_TERMINATES,
          Fault.SNAPSHOT_REFUSED_WITHOUT_A_REASON,
          Fault.RESTORES_ANYTHING);

  static volatile @Nullable Fault fault;
  static volatile CountDownLatch end = new CountDownLatch(1);

  static {
    Gym.register(
        EnvSpec.builder(ID, kwargs -> new Walk(fault, kwargs, end))
            .maxEpisodeSteps(EPISODE_STEPS)
            .rendering(30, "ansi")
            .build());
  }

  FaultyWalk() {
    super(ID);
  }

  @Override
  protected Env<?, ?> makeSingle(Map<String, ? extends @Nullable Object> more) {
    Fault now = fault;
    if (now != null && UNGUARDED.contains(now)) {
      return new Walk(now, Kwargs.empty(), end);
    }
    return super.makeSingle(now == Fault.ARGUMENTS_THAT_ARE_IGNORED ? Map.of() : more);
  }

  @Override
  protected VectorEnv makeVector(VectorSettings settings) {
    Fault now = fault;
    if (now == Fault.VECTOR_OF_OTHER_SPACES) {
      return Gym.makeVector("CartPole-v1", settings.numEnvs());
    } else if (now == Fault.ANOTHER_AUTORESET_MODE) {
      return super.makeVector(settings.withAutoresetMode(AutoresetMode.SAME_STEP));
    }
    VectorEnv envs = super.makeVector(settings);
    return now == null ? envs : new FaultyVector(envs, now);
  }

  @Override
  protected int steps() {
    return 100;
  }

  @Override
  protected Duration limit() {
    return fault == Fault.STEP_THAT_HANGS ? Duration.ofMillis(200) : Duration.ofSeconds(60);
  }
}
