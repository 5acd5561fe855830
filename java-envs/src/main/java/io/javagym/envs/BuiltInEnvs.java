package io.javagym.envs;

import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import io.javagym.envs.box2d.LunarLander;
import io.javagym.envs.classic.CartPole;
import io.javagym.envs.classic.CartPoleVector;
import io.javagym.envs.tabular.GridWorld;
import io.javagym.envs.tabular.MarsRover;
import io.javagym.envs.tabular.RandomState;
import io.javagym.envs.tabular.ThreeStateMdp;
import io.javagym.envs.toytext.FrozenLake;
import java.util.List;

/**
 * The environments of this jar. Limits and thresholds of Gymnasium's environments are Gymnasium's.
 */
public final class BuiltInEnvs implements EnvProvider {
  private static final int TEXT_FPS = 4;
  private static final int CART_POLE_FPS = 50;
  private static final int LUNAR_LANDER_FPS = 50;

  /** Called by {@link java.util.ServiceLoader}. */
  public BuiltInEnvs() {}

  @Override
  public List<EnvSpec> specs() {
    return List.of(
        EnvSpec.builder("FrozenLake-v1", FrozenLake::new)
            .kwarg("map_name", "4x4")
            .maxEpisodeSteps(100)
            .rewardThreshold(0.70)
            .rendering(TEXT_FPS, "ansi")
            .build(),
        EnvSpec.builder("FrozenLake8x8-v1", FrozenLake::new)
            .kwarg("map_name", "8x8")
            .maxEpisodeSteps(200)
            .rewardThreshold(0.85)
            .rendering(TEXT_FPS, "ansi")
            .build(),
        EnvSpec.builder("CartPole-v0", CartPole::new)
            .vectorEntryPoint(CartPoleVector::new)
            .maxEpisodeSteps(200)
            .rewardThreshold(195.0)
            .rendering(CART_POLE_FPS)
            .build(),
        EnvSpec.builder("CartPole-v1", CartPole::new)
            .vectorEntryPoint(CartPoleVector::new)
            .maxEpisodeSteps(500)
            .rewardThreshold(475.0)
            .rendering(CART_POLE_FPS)
            .build(),
        EnvSpec.builder("LunarLander-v3", LunarLander::of)
            .maxEpisodeSteps(1000)
            .rewardThreshold(200.0)
            .rendering(LUNAR_LANDER_FPS)
            .build(),
        EnvSpec.builder("LunarLanderContinuous-v3", LunarLander::of)
            .kwarg("continuous", true)
            .maxEpisodeSteps(1000)
            .rewardThreshold(200.0)
            .rendering(LUNAR_LANDER_FPS)
            .build(),
        EnvSpec.builder("MarsRover-v0", MarsRover::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .build(),
        EnvSpec.builder("ThreeStateMdp-v0", ThreeStateMdp::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .build(),
        EnvSpec.builder("GridWorld-v0", GridWorld::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .build(),
        EnvSpec.builder("RandomState-v0", RandomState::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .build());
  }
}
