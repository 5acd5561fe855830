package io.javagym.agents.algorithms;

import io.javagym.Env;
import io.javagym.agents.Agent;
import io.javagym.agents.dqn.Dqn;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.dqn.Loss;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.List;

/** DQN by name. Names are those of Stable-Baselines3 where it has the same thing. */
final class DqnAlgorithm {
  static final Algorithm<DqnSettings> DQN =
      new Algorithm<>(
          "dqn",
          "DQN",
          "deep Q-learning from a replay, for discrete actions",
          DqnSettings.of(),
          List.of(
              Hyperparameter.of(
                  "net_arch",
                  Kind.layers(true),
                  "units of each hidden layer",
                  DqnSettings::hidden,
                  DqnSettings::withHidden),
              Hyperparameter.of(
                  "learning_rate",
                  Kind.positive(),
                  "Adam's",
                  DqnSettings::learningRate,
                  DqnSettings::withLearningRate),
              Hyperparameter.of(
                  "gamma",
                  Kind.fraction(),
                  "the discount",
                  DqnSettings::gamma,
                  DqnSettings::withGamma),
              Hyperparameter.of(
                  "buffer_size",
                  Kind.integer(1),
                  "steps that are remembered",
                  DqnSettings::replayCapacity,
                  DqnSettings::withReplayCapacity),
              Hyperparameter.of(
                  "batch_size",
                  Kind.integer(1),
                  "steps in an update",
                  DqnSettings::batchSize,
                  DqnSettings::withBatchSize),
              Hyperparameter.of(
                  "learning_starts",
                  Kind.integer(0),
                  "steps before the first update",
                  s -> (int) s.learningStarts(),
                  (s, v) -> s.withLearningStarts(v)),
              Hyperparameter.of(
                  "train_freq",
                  Kind.integer(1),
                  "steps between updates",
                  DqnSettings::trainEvery,
                  DqnSettings::withTrainEvery),
              Hyperparameter.of(
                  "epsilon",
                  Kind.schedule(),
                  "how often to take any action",
                  DqnSettings::epsilon,
                  (s, v) -> s.withEpsilon(v, s.epsilonCounts())),
              Hyperparameter.of(
                  "epsilon_per",
                  Kind.choice(DqnSettings.Per.class),
                  "what the schedule of epsilon counts",
                  DqnSettings::epsilonCounts,
                  (s, v) -> s.withEpsilon(s.epsilon(), v)),
              Hyperparameter.of(
                  "target",
                  Kind.target(),
                  "when the target network follows",
                  DqnSettings::target,
                  DqnSettings::withTarget),
              Hyperparameter.of(
                  "loss",
                  Kind.choice(Loss.class),
                  "what an error costs",
                  DqnSettings::loss,
                  DqnSettings::withLoss),
              Hyperparameter.of(
                  "double_q",
                  Kind.flag(),
                  "whether the online network chooses what the target network values",
                  DqnSettings::doubleQ,
                  DqnSettings::withDoubleQ),
              Hyperparameter.of(
                  "max_grad_norm",
                  Kind.limit(),
                  "a longer gradient is shortened to this",
                  DqnSettings::maxGradientNorm,
                  DqnSettings::withMaxGradientNorm),
              Hyperparameter.of(
                  "backend",
                  Kind.backend(),
                  "what computes the networks",
                  DqnSettings::backend,
                  DqnSettings::withBackend)),
          DqnAlgorithm::create,
          null);

  private DqnAlgorithm() {}

  @SuppressWarnings("unchecked") // The agent looks at the space of actions, and refuses others.
  private static <O> Agent<?, ?> create(Env<O, ?> env, DqnSettings s, NumpyGenerator random) {
    return new Dqn<>(env.observationSpace(), (Space<Long>) env.actionSpace(), s, random);
  }
}
