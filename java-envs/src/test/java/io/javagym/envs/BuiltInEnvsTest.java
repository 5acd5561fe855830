package io.javagym.envs;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInEnvsTest {
  @ParameterizedTest
  @CsvSource({
    "FrozenLake-v1, 100, 0.70, 4",
    "FrozenLake8x8-v1, 200, 0.85, 4",
    "CartPole-v0, 200, 195.0, 50",
    "CartPole-v1, 500, 475.0, 50",
    "Acrobot-v1, 500, -100.0, 15",
    "MountainCar-v0, 200, -110.0, 30",
    "MountainCarContinuous-v0, 999, 90.0, 30",
    "Pendulum-v1, 200, , 30",
    "Blackjack-v1, , , 4",
    "CliffWalking-v1, , , 4",
    "CliffWalkingSlippery-v1, , , 4",
    "Taxi-v4, 200, 8.0, 4",
    "LunarLander-v3, 1000, 200.0, 50",
    "LunarLanderContinuous-v3, 1000, 200.0, 50",
    "BipedalWalker-v3, 1600, 300.0, 50",
    "BipedalWalkerHardcore-v3, 2000, 300.0, 50",
  })
  void specsAreGymnasiums(
      String id,
      @Nullable Integer maxEpisodeSteps,
      @Nullable Double rewardThreshold,
      int renderFps) {
    EnvSpec spec = Gym.spec(id);

    assertThat(spec.maxEpisodeSteps()).isEqualTo(maxEpisodeSteps);
    assertThat(spec.rewardThreshold()).isEqualTo(rewardThreshold);
    assertThat(spec.renderFps()).isEqualTo(renderFps);
    assertThat(spec.nondeterministic()).isFalse();
  }

  @Test
  void theServiceLoaderFindsEveryEnvironment() {
    assertThat(Gym.specs())
        .extracting(EnvSpec::id)
        .containsAll(new BuiltInEnvs().specs().stream().map(EnvSpec::id).toList());
  }
}
