package io.javagym.conformance;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.envs.toytext.FrozenLake;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every environment that comes with javagym, a new one too, and what their arguments change. */
@ParameterizedClass
@MethodSource("everyEnv")
class BuiltInEnvsConformanceTest extends EnvConformance {
  /** All that is random in these is the actions. */
  private static final Set<String> WITHOUT_CHANCE =
      Set.of("CliffWalking-v1", "GridWorld-v0", "MarsRover-v0", "ThreeStateMdp-v0");

  private final String id;
  private final boolean stochastic;

  BuiltInEnvsConformanceTest(String id, Map<String, @Nullable Object> kwargs) {
    super(id, kwargs);
    this.id = id;
    this.stochastic = kwargs.containsKey("stochastic");
  }

  static List<Arguments> everyEnv() {
    List<Arguments> all = new ArrayList<>();
    for (EnvSpec spec : Gym.specs()) {
      all.add(Arguments.of(spec.id(), Map.of()));
    }
    all.add(Arguments.of("Acrobot-v1", Map.of("book_or_nips", "nips")));
    all.add(Arguments.of("CartPole-v0", Map.of("sutton_barto_reward", true)));
    all.add(Arguments.of("GridWorld-v0", Map.of("size", 5L, "goal", List.of(0L, 3L))));
    all.add(Arguments.of("MarsRover-v0", Map.of("stochastic", true)));
    all.add(Arguments.of("LunarLander-v3", Map.of("continuous", true, "enable_wind", true)));
    all.add(Arguments.of("Taxi-v4", Map.of("is_rainy", true, "fickle_passenger", true)));
    all.add(Arguments.of("Blackjack-v1", Map.of("sab", false, "natural", true)));
    all.add(
        Arguments.of(
            "FrozenLake-v1", Map.of("desc", FrozenLake.generateRandomMap(6, 0.7, BigInteger.ONE))));
    return all;
  }

  @Override
  protected boolean seedsMatter() {
    return stochastic || !WITHOUT_CHANCE.contains(id);
  }

  /** The ground is drawn from what the generator was before the seed, as Gymnasium has it. */
  @Override
  protected boolean seedsForgetThePast() {
    return !id.startsWith("BipedalWalker");
  }
}
