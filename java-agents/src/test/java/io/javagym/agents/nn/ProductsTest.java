package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.random.NumpyGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProductsTest {
  private static final int SPARE = 2; // rows and columns that don't count

  /** These tests run with the module, so both forms are there to be compared. */
  @Test
  void theFastestFormUsesVectors() {
    assertThat(Products.create().getClass().getSimpleName()).isEqualTo("VectorProducts");
  }

  @Property(tries = 300)
  void bothFormsGiveTheProduct(
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 70) int k,
      @ForAll @IntRange(min = 1, max = 150) int n,
      @ForAll boolean transposed,
      @ForAll long seed) {
    NumpyGenerator random = NumpyGenerator.seeded(seed >>> 1);
    float[][] a = transposed ? matrix(random, k, m) : matrix(random, m, k);
    float[][] b = matrix(random, k, n);
    float[][] start = matrix(random, m, n);
    float[][] plain = copy(start);
    float[][] vectors = copy(start);
    apply(new PlainProducts(), transposed, a, b, plain, m, k, n);
    apply(Products.create(), transposed, a, b, vectors, m, k, n);

    for (int i = 0; i < m + SPARE; i++) {
      for (int j = 0; j < n + SPARE; j++) {
        double sum = start[i][j];
        for (int l = 0; l < k && i < m && j < n; l++) {
          sum += (double) (transposed ? a[l][i] : a[i][l]) * b[l][j];
        }
        assertThat((double) plain[i][j]).isCloseTo(sum, within(1e-4));
        assertThat(vectors[i][j]).isEqualTo(plain[i][j]);
      }
    }
  }

  /** A network that diverged must show it, not hide it behind a skipped zero. */
  @Test
  void notANumberIsNotLost() {
    for (Products products : new Products[] {new PlainProducts(), Products.create()}) {
      float[][] c = new float[4][32];
      float[][] a = new float[4][8];
      a[1][3] = Float.NaN;
      products.add(a, new float[8][32], c, 4, 8, 32);
      assertThat(c[1]).containsOnly(Float.NaN);
      assertThat(c[2]).containsOnly(0);
    }
  }

  private static void apply(
      Products products,
      boolean transposed,
      float[][] a,
      float[][] b,
      float[][] c,
      int m,
      int k,
      int n) {
    if (transposed) {
      products.addTransposed(a, b, c, m, k, n);
    } else {
      products.add(a, b, c, m, k, n);
    }
  }

  /** Half of it zeros, as after a ReLU. */
  private static float[][] matrix(NumpyGenerator random, int rows, int columns) {
    float[][] matrix = new float[rows + SPARE][columns + SPARE];
    for (float[] row : matrix) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) Math.max(0, random.standardNormal());
      }
    }
    return matrix;
  }

  private static float[][] copy(float[][] matrix) {
    float[][] copy = new float[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
