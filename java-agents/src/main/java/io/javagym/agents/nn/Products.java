package io.javagym.agents.nn;

import java.lang.reflect.Constructor;

/**
 * Products of matrices, what dense layers come down to, forwards and backwards. A matrix is an
 * array of rows, of which the first ones count.
 *
 * <p>There are two forms, which give equal numbers: each element is summed in the order of k, with
 * one rounding for each k.
 */
abstract class Products {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final Constructor<? extends Products> FASTEST = fastest();

  /** The fastest form that this JVM has. */
  static Products create() {
    try {
      return FASTEST.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make " + FASTEST, e);
    }
  }

  /** Vectors by name: they compile and load only where the JVM has their module. */
  private static Constructor<? extends Products> fastest() {
    try {
      return (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()
              ? Class.forName(Products.class.getPackageName() + ".VectorProducts")
                  .asSubclass(Products.class)
              : PlainProducts.class)
          .getDeclaredConstructor();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a class of this library is missing", e);
    }
  }

  /** c += a b, where a is [m, k], b is [k, n] and c is [m, n]. */
  abstract void add(float[][] a, float[][] b, float[][] c, int m, int k, int n);

  /** c += aT b, where a is [k, m], b is [k, n] and c is [m, n]. */
  abstract void addTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n);
}
