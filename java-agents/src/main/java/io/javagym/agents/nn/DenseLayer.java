package io.javagym.agents.nn;

import java.util.Arrays;

/** A linear layer and its activation, on rows of floats. */
final class DenseLayer {
  /** Below this many outputs a dot product for each is faster than sums of so short rows. */
  private static final int SHORT = 16;

  private static final int TILE = 8;

  /** The least positive float, times this twice, is more than 1. */
  private static final float HUGE = 0x1p120f;

  /** Below this, tanh x = x - x^3 / 3 in float32. */
  private static final float SMALL = 0x1p-6f;

  private final int inputs;
  private final int outputs;
  private final Activation activation;
  private final Parameter weight; // [outputs, inputs]
  private final Parameter bias; // [outputs]
  private final float[][] w; // the weights in rows, [outputs][inputs]
  private final float[][] wT; // [inputs][outputs]
  private final float[][] dw; // [outputs][inputs], or [inputs][outputs] where inputs are few
  private final Products products = Products.create();
  private float[][] y = new float[0][]; // [batch][outputs]
  private float[][] dx = new float[0][]; // [batch][inputs]

  DenseLayer(Layer.Linear shape, Parameter weight, Parameter bias) {
    this.inputs = shape.inputs();
    this.outputs = shape.outputs();
    this.activation = shape.activation();
    this.weight = weight;
    this.bias = bias;
    this.w = new float[outputs][inputs];
    this.wT = new float[inputs][outputs];
    this.dw = inputs < SHORT ? new float[inputs][outputs] : new float[outputs][inputs];
  }

  /** Takes the weights into rows. */
  void changed() {
    for (int o = 0; o < outputs; o++) {
      System.arraycopy(weight.values(), o * inputs, w[o], 0, inputs);
    }
    int o = 0;
    for (; o <= outputs - TILE; o += TILE) {
      transposeTile(o);
    }
    for (; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        wT[i][o] = w[o][i];
      }
    }
  }

  /** Eight rows at once, since the lines of the cache that they are written to are the same. */
  private void transposeTile(int o) {
    float[] w0 = w[o];
    float[] w1 = w[o + 1];
    float[] w2 = w[o + 2];
    float[] w3 = w[o + 3];
    float[] w4 = w[o + 4];
    float[] w5 = w[o + 5];
    float[] w6 = w[o + 6];
    float[] w7 = w[o + 7];
    for (int i = 0; i < inputs; i++) {
      float[] target = wT[i];
      target[o] = w0[i];
      target[o + 1] = w1[i];
      target[o + 2] = w2[i];
      target[o + 3] = w3[i];
      target[o + 4] = w4[i];
      target[o + 5] = w5[i];
      target[o + 6] = w6[i];
      target[o + 7] = w7[i];
    }
  }

  float[][] forward(float[][] x, int batch) {
    if (y.length < batch) {
      y = new float[batch][outputs];
    }
    float[] b = bias.values();
    for (int row = 0; row < batch; row++) {
      if (outputs < SHORT) {
        dots(x[row], b, y[row]);
      } else {
        System.arraycopy(b, 0, y[row], 0, outputs);
      }
    }
    if (outputs >= SHORT) {
      products.add(x, wT, y, batch, inputs, outputs);
    }
    for (int row = 0; row < batch; row++) {
      activate(y[row]);
    }
    return y;
  }

  /**
   * Writes the gradients of weight and bias.
   *
   * @param x as in {@link #forward}
   * @param dy the gradient by what {@link #forward} returned; becomes that by the sums before the
   *     activation
   * @param wantsDx whether the gradient by x is needed
   * @return the gradient by x, [batch][inputs]
   */
  float[][] backward(float[][] x, float[][] dy, int batch, boolean wantsDx) {
    for (int row = 0; row < batch; row++) {
      deactivate(y[row], dy[row]);
    }
    sumRows(dy, batch, bias.gradients());
    clear(dw);
    if (inputs < SHORT) {
      products.addTransposed(x, dy, dw, inputs, batch, outputs);
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < inputs; i++) {
          weight.gradients()[o * inputs + i] = dw[i][o];
        }
      }
    } else {
      products.addTransposed(dy, x, dw, outputs, batch, inputs);
      for (int o = 0; o < outputs; o++) {
        System.arraycopy(dw[o], 0, weight.gradients(), o * inputs, inputs);
      }
    }
    if (wantsDx) {
      if (dx.length < batch) {
        dx = new float[batch][inputs];
      }
      clear(dx);
      products.add(dy, w, dx, batch, outputs, inputs);
    }
    return dx;
  }

  private static void clear(float[][] rows) {
    for (float[] row : rows) {
      Arrays.fill(row, 0);
    }
  }

  private static void sumRows(float[][] rows, int n, float[] sum) {
    Arrays.fill(sum, 0);
    for (int row = 0; row < n; row++) {
      addRow(rows[row], sum);
    }
  }

  private static void addRow(float[] row, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += row[i];
    }
  }

  private void dots(float[] x, float[] b, float[] sum) {
    for (int o = 0; o < outputs; o++) {
      sum[o] = b[o] + dot(w[o], x, inputs);
    }
  }

  /** Eight sums at once, since each addition waits for the one before. */
  private static float dot(float[] w, float[] x, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      s0 = Math.fma(w[i], x[i], s0);
      s1 = Math.fma(w[i + 1], x[i + 1], s1);
      s2 = Math.fma(w[i + 2], x[i + 2], s2);
      s3 = Math.fma(w[i + 3], x[i + 3], s3);
      s4 = Math.fma(w[i + 4], x[i + 4], s4);
      s5 = Math.fma(w[i + 5], x[i + 5], s5);
      s6 = Math.fma(w[i + 6], x[i + 6], s6);
      s7 = Math.fma(w[i + 7], x[i + 7], s7);
    }
    for (; i < n; i++) {
      s0 = Math.fma(w[i], x[i], s0);
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private void activate(float[] v) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> {
        for (int i = 0; i < v.length; i++) {
          v[i] = Math.max(v[i], 0);
        }
      }
      case TANH -> {
        for (int i = 0; i < v.length; i++) {
          v[i] = tanh(v[i]);
        }
      }
    }
  }

  /** Several times as fast as {@link Math#tanh}, which is no intrinsic before JDK 24. */
  private static float tanh(float x) {
    if (Math.abs(x) < SMALL) {
      return x - x * x * x / 3;
    }
    return (float) (1 - 2 / (Math.exp(2.0 * x) + 1));
  }

  /** From the gradient by an activation to that by its argument. */
  private void deactivate(float[] active, float[] gradient) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> {
        for (int i = 0; i < active.length; i++) {
          // Times 1 where active, else times 0: no branch, which would be guessed wrong half of the
          // time.
          gradient[i] *= Math.min(active[i] * HUGE * HUGE, 1);
        }
      }
      case TANH -> {
        for (int i = 0; i < active.length; i++) {
          gradient[i] *= 1 - active[i] * active[i];
        }
      }
    }
  }
}
