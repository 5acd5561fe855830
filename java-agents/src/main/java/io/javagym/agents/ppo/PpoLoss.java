package io.javagym.agents.ppo;

import io.javagym.agents.nn.Parameter;
import io.javagym.agents.policies.ActionDistribution;
import java.util.List;

/**
 * The loss of a minibatch, sample by sample: minus the clipped objective, plus the value's error,
 * minus the entropy; equation 9 of the paper with the signs turned.
 */
public final class PpoLoss {
  private final PpoSettings settings;
  private final ActionDistribution pi;
  private final List<Parameter> parameters;
  private int size;
  private double policyLoss;
  private double valueLoss;
  private double entropy;
  private double kl;

  /** A loss by these settings. */
  public PpoLoss(PpoSettings settings, ActionDistribution pi) {
    this.settings = settings;
    this.pi = pi;
    this.parameters = pi.parameters();
  }

  /** Begins a minibatch of so many samples. */
  public void begin(int samples) {
    size = samples;
    policyLoss = 0;
    valueLoss = 0;
    entropy = 0;
    kl = 0;
    for (int p = 0; p < parameters.size(); p++) { // an iterator would be garbage
      parameters.get(p).clearGradients();
    }
  }

  /**
   * Adds a sample.
   *
   * @param outputs of the policy's network now
   * @param value V now
   * @param action what was done
   * @param oldLogProb its log-likelihood then
   * @param oldValue V then
   * @param advantage how much better than V it was
   * @param valueTarget what V ought to be
   * @param d receives the gradient by the outputs, and after them by V
   */
  public void add(
      float[] outputs,
      double value,
      float[] action,
      double oldLogProb,
      double oldValue,
      double advantage,
      double valueTarget,
      float[] d) {
    double logRatio = pi.logProb(outputs, action) - oldLogProb;
    double ratio = Math.exp(logRatio);
    double h = pi.entropy(outputs);
    double surrogate = surrogate(ratio, advantage, settings.clip());
    policyLoss -= surrogate / size;
    entropy += h / size;
    kl += (ratio - 1 - logRatio) / size; // J. Schulman's estimate of low variance

    // d ratio / d log pi = ratio; where the clipped term is the lesser one, nothing moves.
    double dLogProb = ratio * advantage <= surrogate ? -advantage * ratio / size : 0;
    double dEntropy = -settings.entropyWeight() / size;
    pi.gradient(outputs, action, dLogProb, dEntropy, d);

    double error = value - valueTarget;
    double squared = error * error;
    double slope = 2 * error;
    if (settings.clipValueLoss()) {
      double moved = value - oldValue;
      double clipped = oldValue + clamp(moved, -settings.clip(), settings.clip());
      double clippedError = clipped - valueTarget;
      if (clippedError * clippedError > squared) {
        squared = clippedError * clippedError;
        slope = 0; // it is greater only where it is clipped, and there it does not move
      }
    }
    valueLoss += 0.5 * squared / size;
    d[pi.outputs()] = (float) (settings.valueWeight() * 0.5 * slope / size);
  }

  /** Equation 7: min(ratio advantage, clip(ratio, 1 - clip, 1 + clip) advantage). */
  static double surrogate(double ratio, double advantage, double clip) {
    return Math.min(ratio * advantage, clamp(ratio, 1 - clip, 1 + clip) * advantage);
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  /** The loss of the minibatch. */
  public double total() {
    return policyLoss - settings.entropyWeight() * entropy + settings.valueWeight() * valueLoss;
  }

  /** Its part by the policy. */
  public double policyLoss() {
    return policyLoss;
  }

  /** Half the mean square of the value's error. */
  public double valueLoss() {
    return valueLoss;
  }

  /** The policy's mean entropy, in nats. */
  public double entropy() {
    return entropy;
  }

  /** About how far the policy went from the old one, in nats. */
  public double kl() {
    return kl;
  }
}
