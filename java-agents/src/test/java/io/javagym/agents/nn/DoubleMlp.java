package io.javagym.agents.nn;

import java.util.List;

/** Linear layers by their definition, in double: what the tests differentiate by differences. */
final class DoubleMlp {
  private static final double STEP = 1e-6;

  private final Architecture architecture;
  private final double[][] parameters;
  private double nearestEdge = Double.POSITIVE_INFINITY;

  DoubleMlp(Network network) {
    this.architecture = network.architecture();
    List<Parameter> all = network.parameters();
    this.parameters = new double[all.size()][];
    for (int p = 0; p < parameters.length; p++) {
      float[] values = all.get(p).values();
      parameters[p] = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        parameters[p][i] = values[i];
      }
    }
  }

  double[] forward(float[] x) {
    double[] h = new double[architecture.inputs()];
    for (int i = 0; i < h.length; i++) {
      h[i] = x[i];
    }
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      double[] next = new double[layer.units()];
      for (int o = 0; o < next.length; o++) {
        next[o] = parameters[2 * l + 1][o];
        for (int i = 0; i < h.length; i++) {
          next[o] += parameters[2 * l][o * h.length + i] * h[i];
        }
        if (layer.activation() == Activation.RELU) {
          nearestEdge = Math.min(nearestEdge, Math.abs(next[o]));
          next[o] = Math.max(0, next[o]);
        } else if (layer.activation() == Activation.TANH) {
          next[o] = Math.tanh(next[o]);
        }
      }
      h = next;
    }
    return h;
  }

  /** How near to 0, where ReLU has no derivative, its argument ever came. */
  double nearestEdge() {
    return nearestEdge;
  }

  /** d/dparameter of the sum of weight times output over a batch. */
  double slope(int p, int i, float[][] x, float[][] weight, int batch) {
    double value = parameters[p][i];
    parameters[p][i] = value + STEP;
    double above = weighted(x, weight, batch);
    parameters[p][i] = value - STEP;
    double below = weighted(x, weight, batch);
    parameters[p][i] = value;
    return (above - below) / (2 * STEP);
  }

  private double weighted(float[][] x, float[][] weight, int batch) {
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      double[] y = forward(x[row]);
      for (int o = 0; o < y.length; o++) {
        sum += weight[row][o] * y[o];
      }
    }
    return sum;
  }
}
