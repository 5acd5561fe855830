package io.javagym.agents.ppo;

import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Backend;
import java.util.List;

/**
 * The hyperparameters of PPO. {@link #of} gives usual ones; each {@code with} method gives a copy
 * that differs in one.
 *
 * @param hidden units of each hidden layer
 * @param activation between layers
 * @param sharedNetwork whether actor and critic are two heads of one network, or networks of their
 *     own
 * @param orthogonalStart whether weights start orthogonal, those of the policy's outputs small, and
 *     biases at 0; else as PyTorch's layers do by themselves
 * @param learningRate Adam's
 * @param adamEpsilon Adam's
 * @param gamma the discount, in [0, 1]
 * @param lambda of generalized advantage estimation, in [0, 1]
 * @param rolloutSteps steps of each environment between updates
 * @param epochs how often an update goes through them
 * @param minibatchSize steps in a gradient; the last minibatch of an epoch may have fewer
 * @param clip how far the likelihood ratio may go from 1, more than 0
 * @param clipValueLoss whether values, too, are kept within clip of the old ones
 * @param normalizeAdvantages whether a minibatch's advantages are made to have mean 0 and standard
 *     deviation 1
 * @param entropyWeight what a nat of entropy is worth
 * @param valueWeight what half the square of a value's error costs
 * @param maxGradientNorm a longer gradient is shortened to this; infinity for never
 * @param targetKl after an epoch that moved the policy further an update ends; infinity for never
 * @param backend what computes the networks
 */
public record PpoSettings(
    List<Integer> hidden,
    Activation activation,
    boolean sharedNetwork,
    boolean orthogonalStart,
    double learningRate,
    double adamEpsilon,
    double gamma,
    double lambda,
    int rolloutSteps,
    int epochs,
    int minibatchSize,
    double clip,
    boolean clipValueLoss,
    boolean normalizeAdvantages,
    double entropyWeight,
    double valueWeight,
    double maxGradientNorm,
    double targetKl,
    Backend backend) {

  /** Checks the numbers. */
  public PpoSettings {
    hidden = List.copyOf(hidden);
    requireIn01("gamma", gamma);
    requireIn01("lambda", lambda);
    requirePositive("rollout steps", rolloutSteps);
    requirePositive("epochs", epochs);
    requirePositive("the minibatch size", minibatchSize);
    requirePositive("clip", clip);
    requirePositive("the greatest gradient norm", maxGradientNorm);
    requirePositive("the target KL", targetKl);
  }

  /** Settings that suit small tasks such as CartPole and LunarLander. */
  public static PpoSettings of() {
    return new PpoSettings(
        List.of(64, 64),
        Activation.TANH,
        false,
        true,
        3e-4,
        1e-5,
        0.99,
        0.95,
        2048,
        10,
        64,
        0.2,
        false,
        true,
        0,
        0.5,
        0.5,
        Double.POSITIVE_INFINITY,
        Backend.JAVA);
  }

  /** Other hidden layers. */
  public PpoSettings withHidden(Activation between, Integer... units) {
    return new PpoSettings(
        List.of(units),
        between,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** One network or two. */
  public PpoSettings withSharedNetwork(boolean other) {
    return new PpoSettings(
        hidden,
        activation,
        other,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** With an orthogonal start or without. */
  public PpoSettings withOrthogonalStart(boolean other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        other,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another learning rate. */
  public PpoSettings withLearningRate(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        other,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another epsilon of Adam. */
  public PpoSettings withAdamEpsilon(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        other,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another discount. */
  public PpoSettings withGamma(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        other,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another lambda. */
  public PpoSettings withLambda(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        other,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another length of rollouts. */
  public PpoSettings withRolloutSteps(int other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        other,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another number of epochs. */
  public PpoSettings withEpochs(int other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        other,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another minibatch size. */
  public PpoSettings withMinibatchSize(int other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        other,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another clip. */
  public PpoSettings withClip(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        other,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** With clipped values or without. */
  public PpoSettings withClipValueLoss(boolean other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        other,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** With normalized advantages or without. */
  public PpoSettings withNormalizeAdvantages(boolean other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        other,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another worth of entropy. */
  public PpoSettings withEntropyWeight(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        other,
        valueWeight,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another cost of values. */
  public PpoSettings withValueWeight(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        other,
        maxGradientNorm,
        targetKl,
        backend);
  }

  /** Another limit of the gradient. */
  public PpoSettings withMaxGradientNorm(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        other,
        targetKl,
        backend);
  }

  /** Another limit of an update. */
  public PpoSettings withTargetKl(double other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        other,
        backend);
  }

  /** Another backend. */
  public PpoSettings withBackend(Backend other) {
    return new PpoSettings(
        hidden,
        activation,
        sharedNetwork,
        orthogonalStart,
        learningRate,
        adamEpsilon,
        gamma,
        lambda,
        rolloutSteps,
        epochs,
        minibatchSize,
        clip,
        clipValueLoss,
        normalizeAdvantages,
        entropyWeight,
        valueWeight,
        maxGradientNorm,
        targetKl,
        other);
  }

  private static void requireIn01(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s is %s, expected 0 <= %s <= 1".formatted(name, value, name));
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
    }
  }
}
