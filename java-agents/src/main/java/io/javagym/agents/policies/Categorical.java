package io.javagym.agents.policies;

import io.javagym.agents.nn.Parameter;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/**
 * One of n actions, by {@code softmax(outputs)}: {@code
 * torch.distributions.Categorical(logits=...)}. Used by one thread at a time.
 */
public final class Categorical implements ActionDistribution {
  private final int n;
  private final double[] logP; // [n], of the outputs that were read last

  /** A choice among n actions. */
  public Categorical(int n) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "a choice among %d actions, expected 1 or more".formatted(n));
    }
    this.n = n;
    this.logP = new double[n];
  }

  @Override
  public int outputs() {
    return n;
  }

  @Override
  public int actionSize() {
    return 1;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  /**
   * argmax of p / e, where each e is drawn from the exponential distribution: as PyTorch draws, so
   * that equal e give equal samples.
   */
  @Override
  public void sample(float[] outputs, NumpyGenerator random, float[] action) {
    logSoftmax(outputs);
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < n; a++) {
      double value = Math.exp(logP[a]) / random.standardExponential();
      if (value > greatest) {
        greatest = value;
        best = a;
      }
    }
    action[0] = best;
  }

  @Override
  public void mode(float[] outputs, float[] action) {
    int best = 0;
    for (int a = 1; a < n; a++) {
      if (outputs[a] > outputs[best]) {
        best = a;
      }
    }
    action[0] = best;
  }

  @Override
  public double logProb(float[] outputs, float[] action) {
    logSoftmax(outputs);
    return logP[(int) action[0]];
  }

  @Override
  public double entropy(float[] outputs) {
    logSoftmax(outputs);
    double entropy = 0;
    for (int a = 0; a < n; a++) {
      entropy -= Math.exp(logP[a]) * logP[a];
    }
    return entropy;
  }

  @Override
  public void gradient(
      float[] outputs, float[] action, double dLogProb, double dEntropy, float[] dOutputs) {
    double entropy = entropy(outputs);
    int taken = (int) action[0];
    for (int a = 0; a < n; a++) {
      double p = Math.exp(logP[a]);
      // d log p(taken) / d z_a = [a = taken] - p_a; d H / d z_a = -p_a (log p_a + H)
      double byLogProb = (a == taken ? 1 : 0) - p;
      double byEntropy = -p * (logP[a] + entropy);
      dOutputs[a] = (float) (dLogProb * byLogProb + dEntropy * byEntropy);
    }
  }

  private void logSoftmax(float[] z) {
    double greatest = z[0];
    for (int a = 1; a < n; a++) {
      greatest = Math.max(greatest, z[a]);
    }
    double sum = 0;
    for (int a = 0; a < n; a++) {
      sum += Math.exp(z[a] - greatest);
    }
    double logSum = greatest + Math.log(sum);
    for (int a = 0; a < n; a++) {
      logP[a] = z[a] - logSum;
    }
  }
}
