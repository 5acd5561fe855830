package io.javagym.envs;

import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import io.javagym.envs.box2d.BipedalWalker;
import io.javagym.envs.box2d.LunarLander;
import io.javagym.envs.classic.Acrobot;
import io.javagym.envs.classic.CartPole;
import io.javagym.envs.classic.CartPoleVector;
import io.javagym.envs.classic.MountainCar;
import io.javagym.envs.classic.MountainCarContinuous;
import io.javagym.envs.classic.Pendulum;
import io.javagym.envs.tabular.GridWorld;
import io.javagym.envs.tabular.MarsRover;
import io.javagym.envs.tabular.RandomState;
import io.javagym.envs.tabular.ThreeStateMdp;
import io.javagym.envs.toytext.Blackjack;
import io.javagym.envs.toytext.CliffWalking;
import io.javagym.envs.toytext.FrozenLake;
import io.javagym.envs.toytext.Taxi;
import java.util.List;

/**
 * The environments of this jar. Limits and thresholds of Gymnasium's environments are Gymnasium's.
 */
public final class BuiltInEnvs implements EnvProvider {
  private static final String[] PICTURES = {"human", "rgb_array"};

  private static final int TEXT_FPS = 4;
  private static final int TOY_TEXT_FPS = 4;
  private static final int CART_POLE_FPS = 50;
  private static final int ACROBOT_FPS = 15;
  private static final int CLASSIC_FPS = 30;
  private static final int BOX2D_FPS = 50;

  /** Called by {@link java.util.ServiceLoader}. */
  public BuiltInEnvs() {}

  @Override
  public List<EnvSpec> specs() {
    return List.of(
        EnvSpec.builder("FrozenLake-v1", FrozenLake::new)
            .kwarg("map_name", "4x4")
            .maxEpisodeSteps(100)
            .rewardThreshold(0.70)
            .rendering(TOY_TEXT_FPS, "human", "ansi", "rgb_array")
            .boundedSteps()
            .build(),
        EnvSpec.builder("FrozenLake8x8-v1", FrozenLake::new)
            .kwarg("map_name", "8x8")
            .maxEpisodeSteps(200)
            .rewardThreshold(0.85)
            .rendering(TOY_TEXT_FPS, "human", "ansi", "rgb_array")
            .boundedSteps()
            .build(),
        EnvSpec.builder("CartPole-v0", CartPole::new)
            .vectorEntryPoint(CartPoleVector::new)
            .maxEpisodeSteps(200)
            .rewardThreshold(195.0)
            .rendering(CART_POLE_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("CartPole-v1", CartPole::new)
            .vectorEntryPoint(CartPoleVector::new)
            .maxEpisodeSteps(500)
            .rewardThreshold(475.0)
            .rendering(CART_POLE_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("Acrobot-v1", Acrobot::new)
            .maxEpisodeSteps(500)
            .rewardThreshold(-100.0)
            .rendering(ACROBOT_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("MountainCar-v0", MountainCar::new)
            .maxEpisodeSteps(200)
            .rewardThreshold(-110.0)
            .rendering(CLASSIC_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("MountainCarContinuous-v0", MountainCarContinuous::new)
            .maxEpisodeSteps(999)
            .rewardThreshold(90.0)
            .rendering(CLASSIC_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("Pendulum-v1", Pendulum::new)
            .maxEpisodeSteps(200)
            .rendering(CLASSIC_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("Blackjack-v1", Blackjack::new)
            .kwarg("sab", true)
            .kwarg("natural", false)
            .rendering(TOY_TEXT_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("CliffWalking-v1", CliffWalking::new)
            .rendering(TOY_TEXT_FPS, "human", "rgb_array", "ansi")
            .boundedSteps()
            .build(),
        EnvSpec.builder("CliffWalkingSlippery-v1", CliffWalking::new)
            .kwarg("is_slippery", true)
            .rendering(TOY_TEXT_FPS, "human", "rgb_array", "ansi")
            .boundedSteps()
            .build(),
        EnvSpec.builder("Taxi-v4", Taxi::new)
            .maxEpisodeSteps(200)
            .rewardThreshold(8.0)
            .rendering(TOY_TEXT_FPS, "human", "ansi", "rgb_array")
            .boundedSteps()
            .build(),
        EnvSpec.builder("LunarLander-v3", LunarLander::of)
            .maxEpisodeSteps(1000)
            .rewardThreshold(200.0)
            .rendering(BOX2D_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("LunarLanderContinuous-v3", LunarLander::of)
            .kwarg("continuous", true)
            .maxEpisodeSteps(1000)
            .rewardThreshold(200.0)
            .rendering(BOX2D_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("BipedalWalker-v3", BipedalWalker::new)
            .maxEpisodeSteps(1600)
            .rewardThreshold(300.0)
            .rendering(BOX2D_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("BipedalWalkerHardcore-v3", BipedalWalker::new)
            .kwarg("hardcore", true)
            .maxEpisodeSteps(2000)
            .rewardThreshold(300.0)
            .rendering(BOX2D_FPS, PICTURES)
            .boundedSteps()
            .build(),
        EnvSpec.builder("MarsRover-v0", MarsRover::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .boundedSteps()
            .build(),
        EnvSpec.builder("ThreeStateMdp-v0", ThreeStateMdp::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .boundedSteps()
            .build(),
        EnvSpec.builder("GridWorld-v0", GridWorld::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .boundedSteps()
            .build(),
        EnvSpec.builder("RandomState-v0", RandomState::new)
            .maxEpisodeSteps(100)
            .rendering(TEXT_FPS, "ansi")
            .boundedSteps()
            .build());
  }
}
