package io.javagym.agents.dqn;

import io.javagym.agents.Schedule;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hyperparameters of {@link Dqn}. {@link #of} gives usual ones; each {@code with} method gives
 * a copy that differs in one.
 *
 * @param hidden units of each hidden layer, ReLU between them; empty for the Nature CNN, which
 *     wants observations of 84 x 84 pixels and a backend with convolutions
 * @param learningRate Adam's
 * @param gamma the discount, in [0, 1]
 * @param replayCapacity steps that are remembered
 * @param batchSize steps in an update
 * @param learningStarts steps before the first update; at least a batch is waited for
 * @param trainEvery steps between updates
 * @param epsilon how often to take any action
 * @param epsilonCounts what the schedule's time is
 * @param target when the target network follows
 * @param loss what an error costs
 * @param doubleQ whether the online network chooses the action that the target network values: H.
 *     van Hasselt, A. Guez and D. Silver, Deep Reinforcement Learning with Double Q-learning, AAAI
 *     2016
 * @param maxGradientNorm a longer gradient is shortened to this; infinity for never
 * @param backend what computes the networks
 */
public record DqnSettings(
    List<Integer> hidden,
    double learningRate,
    double gamma,
    int replayCapacity,
    int batchSize,
    long learningStarts,
    int trainEvery,
    Schedule epsilon,
    Per epsilonCounts,
    TargetUpdate target,
    Loss loss,
    boolean doubleQ,
    double maxGradientNorm,
    Backend backend) {

  /** What a schedule counts. */
  public enum Per {
    /** Steps. */
    STEP,
    /** Episodes. */
    EPISODE
  }

  /** Checks the numbers. */
  public DqnSettings {
    hidden = List.copyOf(hidden);
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma is " + gamma + ", expected 0 <= gamma <= 1");
    }
    if (batchSize < 1 || batchSize > replayCapacity) {
      throw new IllegalArgumentException(
          "the batch size is %d, expected 1 <= batch size <= %d, the replay capacity"
              .formatted(batchSize, replayCapacity));
    }
    if (trainEvery < 1) {
      throw new IllegalArgumentException("train every " + trainEvery + ", expected at least 1");
    }
    if (!(maxGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "the greatest gradient norm is " + maxGradientNorm + ", expected more than 0");
    }
  }

  /** Settings that suit small tasks such as CartPole. */
  public static DqnSettings of() {
    return new DqnSettings(
        List.of(128, 128),
        1e-3,
        0.99,
        10_000,
        64,
        0,
        1,
        Schedule.constant(0.05),
        Per.STEP,
        new TargetUpdate.EverySteps(1000),
        Loss.MSE,
        false,
        Double.POSITIVE_INFINITY,
        Backend.JAVA);
  }

  /** The network from features to the value of each action. */
  Architecture architecture(List<Integer> inputShape, int actions) {
    if (hidden.isEmpty()) {
      return Architecture.natureCnn(inputShape.get(0), actions);
    }
    int inputs = inputShape.stream().reduce(1, Math::multiplyExact);
    return Architecture.mlp(
        Activation.RELU,
        IntStream.concat(
                IntStream.concat(IntStream.of(inputs), hidden.stream().mapToInt(Integer::intValue)),
                IntStream.of(actions))
            .toArray());
  }

  /** Other hidden layers. */
  public DqnSettings withHidden(List<Integer> other) {
    return new DqnSettings(
        other,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another learning rate. */
  public DqnSettings withLearningRate(double other) {
    return new DqnSettings(
        hidden,
        other,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another discount. */
  public DqnSettings withGamma(double other) {
    return new DqnSettings(
        hidden,
        learningRate,
        other,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another capacity. */
  public DqnSettings withReplayCapacity(int other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        other,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another batch size. */
  public DqnSettings withBatchSize(int other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        other,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another first update. */
  public DqnSettings withLearningStarts(long other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        other,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another number of steps between updates. */
  public DqnSettings withTrainEvery(int other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        other,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another target. */
  public DqnSettings withTarget(TargetUpdate other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        other,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** Another loss. */
  public DqnSettings withLoss(Loss other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        other,
        doubleQ,
        maxGradientNorm,
        backend);
  }

  /** With Double Q-learning or without. */
  public DqnSettings withDoubleQ(boolean other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        other,
        maxGradientNorm,
        backend);
  }

  /** Another limit of the gradient. */
  public DqnSettings withMaxGradientNorm(double other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        other,
        backend);
  }

  /** Another backend. */
  public DqnSettings withBackend(Backend other) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        epsilon,
        epsilonCounts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        other);
  }

  /** Another exploration. */
  public DqnSettings withEpsilon(Schedule other, Per counts) {
    return new DqnSettings(
        hidden,
        learningRate,
        gamma,
        replayCapacity,
        batchSize,
        learningStarts,
        trainEvery,
        other,
        counts,
        target,
        loss,
        doubleQ,
        maxGradientNorm,
        backend);
  }
}
