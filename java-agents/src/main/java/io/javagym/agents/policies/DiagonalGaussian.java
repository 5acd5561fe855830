package io.javagym.agents.policies;

import io.javagym.agents.nn.Parameter;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/**
 * Independent normal distributions: {@code torch.distributions.Normal(mean, exp(log std))}, summed
 * over the action. The means are outputs of the network; the logarithms of the standard deviations
 * are either a vector that is learned for itself, or further outputs.
 */
public final class DiagonalGaussian implements ActionDistribution {
  private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

  private final int size;
  private final boolean free;
  private final Parameter logStd; // [size]; unused where the network gives it

  private DiagonalGaussian(int size, boolean free) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "an action of %d numbers, expected 1 or more".formatted(size));
    }
    this.size = size;
    this.free = free;
    this.logStd = new Parameter("log_std", List.of(size));
  }

  /** Standard deviations that don't depend on the observation; they start at 1. */
  public static DiagonalGaussian withFreeLogStd(int size) {
    return new DiagonalGaussian(size, true);
  }

  /** Outputs are the means, and then the logarithms of the standard deviations. */
  public static DiagonalGaussian withLogStdFromNetwork(int size) {
    return new DiagonalGaussian(size, false);
  }

  @Override
  public int outputs() {
    return free ? size : 2 * size;
  }

  @Override
  public int actionSize() {
    return size;
  }

  @Override
  public List<Parameter> parameters() {
    return free ? List.of(logStd) : List.of();
  }

  /** mean + std * noise, with standard normal noise, in the order of the action. */
  @Override
  public void sample(float[] outputs, NumpyGenerator random, float[] action) {
    for (int i = 0; i < size; i++) {
      action[i] = (float) (outputs[i] + Math.exp(logStd(outputs, i)) * random.standardNormal());
    }
  }

  @Override
  public void mode(float[] outputs, float[] action) {
    System.arraycopy(outputs, 0, action, 0, size);
  }

  @Override
  public double logProb(float[] outputs, float[] action) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double z = z(outputs, action, i);
      sum -= 0.5 * z * z + logStd(outputs, i) + HALF_LOG_2_PI;
    }
    return sum;
  }

  @Override
  public double entropy(float[] outputs) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += 0.5 + HALF_LOG_2_PI + logStd(outputs, i);
    }
    return sum;
  }

  @Override
  public void gradient(
      float[] outputs, float[] action, double dLogProb, double dEntropy, float[] dOutputs) {
    for (int i = 0; i < size; i++) {
      double z = z(outputs, action, i);
      double std = Math.exp(logStd(outputs, i));
      dOutputs[i] = (float) (dLogProb * z / std);
      float dLogStd = (float) (dLogProb * (z * z - 1) + dEntropy);
      if (free) {
        logStd.gradients()[i] += dLogStd;
      } else {
        dOutputs[size + i] = dLogStd;
      }
    }
  }

  private double z(float[] outputs, float[] action, int i) {
    return (action[i] - outputs[i]) / Math.exp(logStd(outputs, i));
  }

  private double logStd(float[] outputs, int i) {
    return free ? logStd.values()[i] : outputs[size + i];
  }
}
