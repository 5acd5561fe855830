package io.javagym.agents.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with the Vector API, where the JVM was started with {@code --add-modules
 * jdk.incubator.vector}: four rows and two vectors of c stay in registers while all of k is summed.
 *
 * <p>It is compiled apart from all else, since {@code javac --release} knows no incubator modules.
 */
final class VectorProducts extends Products {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 4;

  private final Products plain = new PlainProducts(); // faster for a row alone, as it skips zeros
  private float[][] turned = new float[0][]; // [m][k], what addTransposed makes of a

  @Override
  void add(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
    if (m < ROWS) {
      plain.add(a, b, c, m, k, n);
      return;
    }
    int wide = n - n % (2 * LANES);
    for (int j = 0; j < wide; j += 2 * LANES) {
      int i = 0;
      for (; i <= m - ROWS; i += ROWS) {
        addBlock(a[i], a[i + 1], a[i + 2], a[i + 3], b, c, i, j, k);
      }
      for (; i < m; i++) {
        addVectors(a[i], b, c[i], j, k);
      }
    }
    for (int i = 0; wide < n && i < m; i++) {
      addRest(a[i], b, c[i], wide, n, k);
    }
  }

  @Override
  void addTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
    if (turned.length < m || turned[0].length < k) {
      turned = new float[m][k];
    }
    for (int i = 0; i < m; i++) {
      float[] row = turned[i];
      for (int l = 0; l < k; l++) {
        row[l] = a[l][i];
      }
    }
    add(turned, b, c, m, k, n);
  }

  private static void addBlock(
      float[] a0,
      float[] a1,
      float[] a2,
      float[] a3,
      float[][] b,
      float[][] c,
      int i,
      int j,
      int k) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c[i], j);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c[i], j + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c[i + 1], j);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c[i + 1], j + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c[i + 2], j);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c[i + 2], j + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c[i + 3], j);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c[i + 3], j + LANES);
    for (int l = 0; l < k; l++) {
      float[] row = b[l];
      FloatVector b0 = FloatVector.fromArray(SPECIES, row, j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, row, j + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a0[l]);
      c00 = factor.fma(b0, c00);
      c01 = factor.fma(b1, c01);
      factor = FloatVector.broadcast(SPECIES, a1[l]);
      c10 = factor.fma(b0, c10);
      c11 = factor.fma(b1, c11);
      factor = FloatVector.broadcast(SPECIES, a2[l]);
      c20 = factor.fma(b0, c20);
      c21 = factor.fma(b1, c21);
      factor = FloatVector.broadcast(SPECIES, a3[l]);
      c30 = factor.fma(b0, c30);
      c31 = factor.fma(b1, c31);
    }
    c00.intoArray(c[i], j);
    c01.intoArray(c[i], j + LANES);
    c10.intoArray(c[i + 1], j);
    c11.intoArray(c[i + 1], j + LANES);
    c20.intoArray(c[i + 2], j);
    c21.intoArray(c[i + 2], j + LANES);
    c30.intoArray(c[i + 3], j);
    c31.intoArray(c[i + 3], j + LANES);
  }

  private static void addVectors(float[] a, float[][] b, float[] c, int j, int k) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, j);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, j + LANES);
    for (int l = 0; l < k; l++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, a[l]);
      c0 = factor.fma(FloatVector.fromArray(SPECIES, b[l], j), c0);
      c1 = factor.fma(FloatVector.fromArray(SPECIES, b[l], j + LANES), c1);
    }
    c0.intoArray(c, j);
    c1.intoArray(c, j + LANES);
  }

  private static void addRest(float[] a, float[][] b, float[] c, int from, int n, int k) {
    for (int j = from; j < n; j++) {
      float sum = c[j];
      for (int l = 0; l < k; l++) {
        sum = Math.fma(a[l], b[l][j], sum);
      }
      c[j] = sum;
    }
  }
}
