package io.javagym.agents.algorithms;

import io.javagym.Env;
import io.javagym.agents.Agent;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.ppo.Ppo;
import io.javagym.agents.ppo.PpoSettings;
import io.javagym.agents.ppo.VectorPpo;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/** PPO by name. Names are those of Stable-Baselines3 where it has the same thing. */
final class PpoAlgorithm {
  static final Algorithm<PpoSettings> PPO =
      new Algorithm<>(
          "ppo",
          "PPO",
          "a policy and a value, from rollouts in one environment or many",
          PpoSettings.of().withValueWeight(1), // as javagym.agents in Python
          List.of(
              Hyperparameter.of(
                  "net_arch",
                  Kind.layers(false),
                  "units of each hidden layer",
                  PpoSettings::hidden,
                  (s, v) -> s.withHidden(s.activation(), v.toArray(Integer[]::new))),
              Hyperparameter.of(
                  "activation",
                  Kind.choice(Activation.class),
                  "between layers",
                  PpoSettings::activation,
                  (s, v) -> s.withHidden(v, s.hidden().toArray(Integer[]::new))),
              Hyperparameter.of(
                  "shared_network",
                  Kind.flag(),
                  "whether policy and value are heads of one network",
                  PpoSettings::sharedNetwork,
                  PpoSettings::withSharedNetwork),
              Hyperparameter.of(
                  "ortho_init",
                  Kind.flag(),
                  "whether weights start orthogonal",
                  PpoSettings::orthogonalStart,
                  PpoSettings::withOrthogonalStart),
              Hyperparameter.of(
                  "learning_rate",
                  Kind.positive(),
                  "Adam's",
                  PpoSettings::learningRate,
                  PpoSettings::withLearningRate),
              Hyperparameter.of(
                  "adam_epsilon",
                  Kind.positive(),
                  "Adam's",
                  PpoSettings::adamEpsilon,
                  PpoSettings::withAdamEpsilon),
              Hyperparameter.of(
                  "gamma",
                  Kind.fraction(),
                  "the discount",
                  PpoSettings::gamma,
                  PpoSettings::withGamma),
              Hyperparameter.of(
                  "gae_lambda",
                  Kind.fraction(),
                  "of generalized advantage estimation",
                  PpoSettings::lambda,
                  PpoSettings::withLambda),
              Hyperparameter.of(
                  "n_steps",
                  Kind.integer(1),
                  "steps of each environment between updates",
                  PpoSettings::rolloutSteps,
                  PpoSettings::withRolloutSteps),
              Hyperparameter.of(
                  "n_epochs",
                  Kind.integer(1),
                  "how often an update goes through them",
                  PpoSettings::epochs,
                  PpoSettings::withEpochs),
              Hyperparameter.of(
                  "batch_size",
                  Kind.integer(1),
                  "steps in a gradient",
                  PpoSettings::minibatchSize,
                  PpoSettings::withMinibatchSize),
              Hyperparameter.of(
                  "clip_range",
                  Kind.positive(),
                  "how far the likelihood ratio may go from 1",
                  PpoSettings::clip,
                  PpoSettings::withClip),
              Hyperparameter.of(
                  "clip_value_loss",
                  Kind.flag(),
                  "whether values are kept as near",
                  PpoSettings::clipValueLoss,
                  PpoSettings::withClipValueLoss),
              Hyperparameter.of(
                  "normalize_advantage",
                  Kind.flag(),
                  "whether advantages of a minibatch get mean 0 and deviation 1",
                  PpoSettings::normalizeAdvantages,
                  PpoSettings::withNormalizeAdvantages),
              Hyperparameter.of(
                  "ent_coef",
                  Kind.notNegative(),
                  "what a nat of entropy is worth",
                  PpoSettings::entropyWeight,
                  PpoSettings::withEntropyWeight),
              Hyperparameter.of(
                  "vf_coef",
                  Kind.notNegative(),
                  "what the square of a value's error costs",
                  s -> s.valueWeight() / 2,
                  (s, v) -> s.withValueWeight(2 * v)),
              Hyperparameter.of(
                  "max_grad_norm",
                  Kind.limit(),
                  "a longer gradient is shortened to this",
                  PpoSettings::maxGradientNorm,
                  PpoSettings::withMaxGradientNorm),
              Hyperparameter.of(
                  "target_kl",
                  Kind.limit(),
                  "an update ends after an epoch that moved the policy further",
                  PpoSettings::targetKl,
                  PpoSettings::withTargetKl),
              Hyperparameter.of(
                  "backend",
                  Kind.backend(),
                  "what computes the networks",
                  PpoSettings::backend,
                  PpoSettings::withBackend)),
          PpoAlgorithm::create,
          VectorPpo::new);

  private PpoAlgorithm() {}

  private static <O, A> Agent<?, ?> create(Env<O, A> env, PpoSettings s, NumpyGenerator random) {
    return new Ppo<>(env.observationSpace(), env.actionSpace(), s, random);
  }
}
