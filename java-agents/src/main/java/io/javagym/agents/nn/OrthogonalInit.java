package io.javagym.agents.nn;

import io.javagym.random.NumpyGenerator;
import java.util.Arrays;

/**
 * {@code torch.nn.init.orthogonal_}: rows, or columns if those are fewer, that are orthogonal and
 * all of one length. A. M. Saxe, J. L. McClelland and S. Ganguli, Exact solutions to the nonlinear
 * dynamics of learning in deep linear neural networks, ICLR 2014.
 */
public final class OrthogonalInit {
  private OrthogonalInit() {}

  /**
   * Draws some rows of a weight anew.
   *
   * @param weight of a linear layer, [outputs, inputs]
   * @param from the first row
   * @param to one after the last row
   * @param gain the length
   */
  public static void draw(Parameter weight, int from, int to, double gain, NumpyGenerator random) {
    int rows = to - from;
    int columns = weight.shape().get(1);
    double[][] basis = basis(Math.min(rows, columns), Math.max(rows, columns), random);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double value = rows <= columns ? basis[r][c] : basis[c][r];
        weight.values()[(from + r) * columns + c] = (float) (gain * value);
      }
    }
  }

  /** Unit vectors orthogonal to each other, all such equally likely: Gram and Schmidt, twice. */
  private static double[][] basis(int count, int size, NumpyGenerator random) {
    double[][] basis = new double[count][size];
    for (int i = 0; i < count; i++) {
      random.standardNormal(basis[i]);
      for (int pass = 0; pass < 2; pass++) { // the second takes away what rounding left
        for (int j = 0; j < i; j++) {
          subtractProjection(basis[i], basis[j]);
        }
      }
      double length = Math.sqrt(Arrays.stream(basis[i]).map(x -> x * x).sum());
      for (int k = 0; k < size; k++) {
        basis[i][k] /= length;
      }
    }
    return basis;
  }

  private static void subtractProjection(double[] vector, double[] unit) {
    double dot = 0;
    for (int k = 0; k < unit.length; k++) {
      dot += vector[k] * unit[k];
    }
    for (int k = 0; k < unit.length; k++) {
      vector[k] -= dot * unit[k];
    }
  }
}
