package io.javagym.agents.nn;

/**
 * Products as loops that HotSpot turns into vector instructions by itself: each row of c is a sum
 * of rows of b, where those whose factor is 0, half of them after a ReLU, are passed over.
 *
 * <p>Each row is an array of its own, indexed by j alone: only then does the compiler of JDK 17 see
 * that writing y[j] can't change row[j + 1]. Four rows at a time share one read and write of y;
 * with eight the loop is too large for that compiler.
 */
final class PlainProducts extends Products {
  private int[] used = new int[0];
  private float[] column = new float[0];

  @Override
  void add(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
    reserve(k);
    for (int i = 0; i < m; i++) {
      addRows(a[i], b, k, c[i], n);
    }
  }

  @Override
  void addTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
    reserve(k);
    for (int i = 0; i < m; i++) {
      for (int row = 0; row < k; row++) {
        column[row] = a[row][i];
      }
      addRows(column, b, k, c[i], n);
    }
  }

  private void reserve(int k) {
    if (used.length < k) {
      used = new int[k];
      column = new float[k];
    }
  }

  /** y += sum over the first k rows of factors[row] rows[row]. */
  private void addRows(float[] factors, float[][] rows, int k, float[] y, int n) {
    int[] nonzero = used;
    int count = 0;
    for (int i = 0; i < k; i++) {
      nonzero[count] = i;
      // factors[i] != 0 without a branch, which half of the time would be guessed wrong. NaN
      // counts.
      int bits = Float.floatToRawIntBits(factors[i]) << 1;
      count += (bits | -bits) >>> 31;
    }
    int i = 0;
    for (; i <= count - 4; i += 4) {
      int k0 = nonzero[i];
      int k1 = nonzero[i + 1];
      int k2 = nonzero[i + 2];
      int k3 = nonzero[i + 3];
      add4(
          factors[k0],
          rows[k0],
          factors[k1],
          rows[k1],
          factors[k2],
          rows[k2],
          factors[k3],
          rows[k3],
          y,
          n);
    }
    for (; i < count; i++) {
      add1(factors[nonzero[i]], rows[nonzero[i]], y, n);
    }
  }

  private static void add4(
      float a0,
      float[] row0,
      float a1,
      float[] row1,
      float a2,
      float[] row2,
      float a3,
      float[] row3,
      float[] y,
      int n) {
    for (int j = 0; j < n; j++) {
      float sum = Math.fma(a1, row1[j], Math.fma(a0, row0[j], y[j]));
      y[j] = Math.fma(a3, row3[j], Math.fma(a2, row2[j], sum));
    }
  }

  private static void add1(float a, float[] row, float[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] = Math.fma(a, row[j], y[j]);
    }
  }
}
