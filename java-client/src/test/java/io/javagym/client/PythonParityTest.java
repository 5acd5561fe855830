package io.javagym.client;

import io.javagym.AutoresetMode;
import io.javagym.BatchMemory;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.Trajectories;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gymnasium's environments through Python are the ones of this JVM, bit by bit. */
@RequiresPython
class PythonParityTest {
  /** Those of this JVM that are Gymnasium's. */
  static List<String> ids() {
    return List.of(
        "FrozenLake-v1",
        "FrozenLake8x8-v1",
        "CartPole-v0",
        "CartPole-v1",
        "Acrobot-v1",
        "MountainCar-v0",
        "MountainCarContinuous-v0",
        "Pendulum-v1",
        "Blackjack-v1",
        "CliffWalking-v1",
        "CliffWalkingSlippery-v1",
        "Taxi-v4",
        "LunarLander-v3",
        "LunarLanderContinuous-v3",
        "BipedalWalker-v3",
        "BipedalWalkerHardcore-v3");
  }

  static Stream<Arguments> idsAndModes() {
    return ids().stream()
        .flatMap(id -> Stream.of(AutoresetMode.values()).map(mode -> Arguments.of(id, mode)));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void a_single_environment_has_the_same_trajectory(String id) {
    try (VectorEnv here = Gym.makeSingle(Gym.spec(id), BatchMemory.DIRECT, Map.of());
        VectorEnv there = Gym.makeSingle(Gym.spec("py/" + id), BatchMemory.DIRECT, Map.of())) {
      Trajectories.assertSame(here, there, 60);
    }
  }

  @ParameterizedTest
  @MethodSource("idsAndModes")
  void a_vector_environment_has_the_same_trajectory(String id, AutoresetMode mode) {
    try (VectorEnv here = vector(id, mode);
        VectorEnv there = vector("py/" + id, mode)) {
      Trajectories.assertSame(here, there, 60);
    }
  }

  private static VectorEnv vector(String id, AutoresetMode mode) {
    EnvSpec spec = Gym.spec(id);
    // Episodes that are cut off soon show what comes after their end.
    VectorSettings settings = VectorSettings.of(3).withAutoresetMode(mode).withMaxEpisodeSteps(25);
    return Gym.makeVector(spec, settings, Map.of());
  }
}
