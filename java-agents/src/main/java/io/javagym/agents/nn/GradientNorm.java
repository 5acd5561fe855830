package io.javagym.agents.nn;

import java.util.List;

/** The length of all gradients as one vector: {@code torch.nn.utils.clip_grad_norm_}. */
public final class GradientNorm {
  private static final double GUARD = 1e-6; // PyTorch's, against division by 0

  private GradientNorm() {}

  /**
   * Shortens the gradients to a norm of at most {@code most}.
   *
   * @return the norm before
   */
  public static double clip(List<Parameter> parameters, double most) {
    double norm = of(parameters);
    float factor = (float) (most / (norm + GUARD));
    if (factor < 1) {
      for (int p = 0; p < parameters.size(); p++) { // an iterator would be garbage
        scale(parameters.get(p).gradients(), factor);
      }
    }
    return norm;
  }

  /** The norm. */
  public static double of(List<Parameter> parameters) {
    double sum = 0;
    for (int p = 0; p < parameters.size(); p++) {
      sum += squares(parameters.get(p).gradients());
    }
    return Math.sqrt(sum);
  }

  private static void scale(float[] g, float factor) {
    for (int i = 0; i < g.length; i++) {
      g[i] *= factor;
    }
  }

  /** Four sums at once, since each addition waits for the one before. */
  private static double squares(float[] g) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= g.length - 4; i += 4) {
      s0 += (double) g[i] * g[i];
      s1 += (double) g[i + 1] * g[i + 1];
      s2 += (double) g[i + 2] * g[i + 2];
      s3 += (double) g[i + 3] * g[i + 3];
    }
    for (; i < g.length; i++) {
      s0 += (double) g[i] * g[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
