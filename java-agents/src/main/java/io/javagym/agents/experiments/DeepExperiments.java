package io.javagym.agents.experiments;

import io.javagym.agents.Schedule;
import io.javagym.agents.algorithms.Algorithms;
import io.javagym.agents.algorithms.Configured;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.dqn.Loss;
import io.javagym.agents.dqn.TargetUpdate;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.ppo.PpoSettings;
import io.javagym.agents.training.Budget;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The experiments with networks. */
final class DeepExperiments {

  private static final DqnSettings X9_SETTINGS =
      DqnSettings.of()
          .withReplayCapacity(50_000)
          .withTarget(new TargetUpdate.EverySteps(1000))
          .withEpsilon(Schedule.decay(1, 0.05, 500), DqnSettings.Per.STEP);

  private static final DqnSettings X13_SETTINGS =
      DqnSettings.of()
          .withReplayCapacity(10_000)
          .withTarget(new TargetUpdate.EveryEpisodes(10))
          .withEpsilon(Schedule.exponential(1, 0.01, 0.995), DqnSettings.Per.EPISODE);

  private static final PpoSettings X15_SETTINGS =
      PpoSettings.of()
          .withHidden(Activation.RELU, 256, 256)
          .withSharedNetwork(true)
          .withEpochs(4)
          .withAdamEpsilon(Adam.DEFAULT_EPSILON)
          .withEntropyWeight(0.01);

  private static final double POLYAK_TAU = 0.005;

  private DeepExperiments() {}

  static List<Experiment<?, ?>> all() {
    return List.of(
        x4("x4-return", "total_return", "total return"),
        x4("x4-togo", "reward_to_go", "reward-to-go"),
        x4("x4", "advantage", "reward-to-go less a baseline"),
        x9("x9", "target copy every 1000 steps, MSE", s -> s),
        x9("x9-huber", "with Huber loss", s -> s.withLoss(Loss.HUBER)),
        x9("x9-double", "with Double Q-learning", s -> s.withDoubleQ(true)),
        x9(
            "x9-polyak",
            "with a target that follows by 0.005",
            s -> s.withTarget(new TargetUpdate.Polyak(POLYAK_TAU))),
        dqn(
            "x13",
            "128-128, Adam 1e-3, target copy every 10 episodes",
            Budget.episodes(300),
            X13_SETTINGS),
        x14(),
        x15());
  }

  private static Experiment<float[], Long> x4(String name, String credit, String weight) {
    return Experiment.of(
        name,
        weight + ", 32 tanh, Adam 1e-2, 50 epochs of 5000 steps",
        "CartPole-v1",
        Map.of(),
        null,
        Budget.steps(50 * 5_000),
        Algorithms.named("vpg").configured().with(Map.of("credit", credit)));
  }

  private static Experiment<float[], Long> x9(
      String name, String special, UnaryOperator<DqnSettings> change) {
    return dqn(
        name, "128-128, Adam 1e-3, " + special, Budget.episodes(300), change.apply(X9_SETTINGS));
  }

  private static Experiment<float[], Long> dqn(
      String name, String description, Budget budget, DqnSettings settings) {
    return Experiment.of(
        name,
        description,
        "CartPole-v1",
        Map.of(),
        null,
        budget,
        new Configured<>(Algorithms.DQN, settings));
  }

  private static Experiment<float[], Long> x14() {
    return Experiment.of(
        "x14",
        "128 ReLU, Adam 1e-3, gamma 0.99, returns normalized in each episode",
        "CartPole-v1",
        Map.of(),
        null,
        Budget.episodes(1000),
        Algorithms.named("reinforce").configured());
  }

  private static Experiment<float[], Long> x15() {
    return Experiment.of(
        "x15",
        "shared 256-256 ReLU, Adam 3e-4, 2048 steps an update, 4 epochs",
        "LunarLander-v3",
        Map.of(),
        null,
        Budget.steps(500_000),
        new Configured<>(Algorithms.PPO, X15_SETTINGS));
  }
}
