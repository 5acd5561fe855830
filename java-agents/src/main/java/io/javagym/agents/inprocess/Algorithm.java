package io.javagym.agents.inprocess;

import io.javagym.Batch;
import io.javagym.GymException;
import io.javagym.agents.Agent;
import io.javagym.agents.Schedule;
import io.javagym.agents.VectorAgent;
import io.javagym.agents.dqn.Dqn;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.dqn.Loss;
import io.javagym.agents.dqn.TargetUpdate;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policygradient.Credit;
import io.javagym.agents.policygradient.Reinforce;
import io.javagym.agents.policygradient.VanillaPolicyGradient;
import io.javagym.agents.ppo.PpoSettings;
import io.javagym.agents.ppo.VectorPpo;
import io.javagym.agents.tabular.EpsilonGreedy;
import io.javagym.agents.tabular.QLearning;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.List;

/**
 * Makes agents from hyperparameters by name. Names and usual values are those of Stable-Baselines3
 * where it has the same thing; docs/agents.md has them all.
 */
final class Algorithm {
  private Algorithm() {}

  /** An agent for the rows of a batch. */
  static Learner create(String name, Batch batch, String settingsJson, NumpyGenerator random) {
    Hyperparameters h = new Hyperparameters(name, settingsJson);
    if (name.equals("PPO")) {
      return ppo(h, batch, random);
    }
    if (batch.numEnvs() != 1) {
      throw GymException.invalidArgument(
          "%s learns on one environment at a time, got %d; PPO learns on more"
              .formatted(name, batch.numEnvs()));
    }
    Space<?> observations = batch.observationSpace();
    Space<?> actions = batch.actionSpace();
    return switch (name) {
      case "DQN" -> dqn(h, observations, actions, random);
      case "REINFORCE" -> reinforce(h, observations, actions, random);
      case "VPG" -> vpg(h, observations, actions, random);
      case "QLearning" -> qLearning(h, observations, actions, random);
      default ->
          throw GymException.invalidArgument(
              "unknown algorithm '%s'; expected PPO, DQN, REINFORCE, VPG or QLearning"
                  .formatted(name));
    };
  }

  private static Learner ppo(Hyperparameters h, Batch batch, NumpyGenerator random) {
    PpoSettings settings =
        PpoSettings.of()
            .withHidden(h.activation(Activation.TANH), h.layers("net_arch", 64, 64))
            .withSharedNetwork(h.flag("shared_network", false))
            .withOrthogonalStart(h.flag("ortho_init", true))
            .withLearningRate(h.positive("learning_rate", 3e-4))
            .withAdamEpsilon(h.positive("adam_epsilon", 1e-5))
            .withGamma(h.share("gamma", 0.99))
            .withLambda(h.share("gae_lambda", 0.95))
            .withRolloutSteps(h.integer("n_steps", 2048, 1))
            .withEpochs(h.integer("n_epochs", 10, 1))
            .withMinibatchSize(h.integer("batch_size", 64, 1))
            .withClip(h.positive("clip_range", 0.2))
            .withClipValueLoss(h.flag("clip_value_loss", false))
            .withNormalizeAdvantages(h.flag("normalize_advantage", true))
            .withEntropyWeight(h.number("ent_coef", 0))
            // There it weighs the square of an error, here half of it.
            .withValueWeight(2 * h.number("vf_coef", 0.5))
            .withMaxGradientNorm(h.limit("max_grad_norm", 0.5))
            .withTargetKl(h.limit("target_kl", Double.POSITIVE_INFINITY));
    h.requireAllKnown();
    VectorPpo agent = new VectorPpo(batch, settings, random);
    List<Network> networks = agent.networks();
    return new Learner.Networks<>(
        agent, agent.policy(), networks.subList(1, networks.size()), () -> {});
  }

  private static <O> Learner dqn(
      Hyperparameters h, Space<O> observations, Space<?> actions, NumpyGenerator random) {
    double tau = h.share("tau", 1);
    int interval = h.integer("target_update_interval", 1000, 1);
    int replay = h.integer("buffer_size", 10_000, 1);
    double first = h.share("exploration_initial_eps", 1);
    double last = h.share("exploration_final_eps", 0.05);
    DqnSettings settings =
        DqnSettings.of()
            .withHidden(List.of(h.layers("net_arch", 128, 128)))
            .withLearningRate(h.positive("learning_rate", 1e-3))
            .withGamma(h.share("gamma", 0.99))
            .withBatchSize(Math.min(replay, DqnSettings.of().batchSize()))
            .withReplayCapacity(replay)
            .withBatchSize(h.integer("batch_size", 64, 1))
            .withLearningStarts(h.integer("learning_starts", 0, 0))
            .withTrainEvery(h.integer("train_freq", 1, 1))
            .withEpsilon(
                Schedule.linear(first, last, h.integer("exploration_steps", 10_000, 1)),
                DqnSettings.Per.STEP)
            .withTarget(
                tau == 1 ? new TargetUpdate.EverySteps(interval) : new TargetUpdate.Polyak(tau))
            .withLoss(h.choice("loss", Loss.MSE))
            .withDoubleQ(h.flag("double_q", false))
            .withMaxGradientNorm(h.limit("max_grad_norm", Double.POSITIVE_INFINITY));
    h.requireAllKnown();
    Dqn<O> agent = new Dqn<>(observations, discrete("DQN", actions), settings, random);
    return new Learner.Networks<>(
        new SingleRow<>(agent), agent.policy(), List.of(), agent::followNow);
  }

  private static <O, A> Learner reinforce(
      Hyperparameters h, Space<O> observations, Space<A> actions, NumpyGenerator random) {
    int hidden = h.integer("hidden", 128, 1);
    double learningRate = h.positive("learning_rate", 1e-3);
    double gamma = h.share("gamma", 0.99);
    h.requireAllKnown();
    Reinforce<O, A> agent =
        new Reinforce<>(observations, actions, hidden, learningRate, gamma, Backend.JAVA, random);
    return new Learner.Networks<>(new SingleRow<>(agent), agent.policy(), List.of(), () -> {});
  }

  private static <O, A> Learner vpg(
      Hyperparameters h, Space<O> observations, Space<A> actions, NumpyGenerator random) {
    Credit credit = h.choice("credit", Credit.ADVANTAGE);
    int hidden = h.integer("hidden", 32, 1);
    double learningRate = h.positive("learning_rate", 1e-2);
    int epochSteps = h.integer("epoch_steps", 5000, 1);
    int baselineSteps = h.integer("baseline_steps", 80, 1);
    h.requireAllKnown();
    VanillaPolicyGradient<O, A> agent =
        new VanillaPolicyGradient<>(
            observations,
            actions,
            credit,
            hidden,
            learningRate,
            epochSteps,
            baselineSteps,
            Backend.JAVA,
            random);
    return new Learner.Networks<>(
        new SingleRow<>(agent), agent.policy(), List.of(agent.baseline()), () -> {});
  }

  @SuppressWarnings("unchecked") // Discrete is a space of longs.
  private static Learner qLearning(
      Hyperparameters h, Space<?> observations, Space<?> actions, NumpyGenerator random) {
    double alpha = h.positive("learning_rate", 0.1);
    double gamma = h.share("gamma", 0.99);
    double first = h.share("exploration_initial_eps", 1);
    double last = h.share("exploration_final_eps", 0.05);
    int episodes = h.integer("exploration_episodes", 1000, 1);
    h.requireAllKnown();
    Discrete states = discrete("QLearning", observations);
    Discrete choices = discrete("QLearning", actions);
    QLearning agent =
        new QLearning(
            states,
            choices,
            alpha,
            gamma,
            new EpsilonGreedy(Schedule.linear(first, last, episodes), random));
    Agent<Long, Long> single = agent;
    VectorAgent rows = new SingleRow<>(single);
    return new Learner.Table(rows, agent.q(), states.start(), choices.start());
  }

  private static Discrete discrete(String who, Space<?> space) {
    if (space instanceof Discrete discrete) {
      return discrete;
    }
    throw GymException.invalidArgument(
        "%s needs Discrete%s, got %s"
            .formatted(who, who.equals("DQN") ? " actions; PPO takes a Box" : " spaces", space));
  }
}
