package io.javagym.spaces;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns what a caller says of a box's bounds into arrays of the dtype. */
final class BoxBounds {
  private BoxBounds() {}

  static <A> A low(DType<A> dtype, double low, int size) {
    if (low == Double.NEGATIVE_INFINITY && dtype.kind() == DType.Kind.SIGNED) {
      return filled(dtype, dtype.leastInteger(), size);
    }
    return filled(dtype, "low", low, size);
  }

  static <A> A high(DType<A> dtype, double high, int size) {
    if (high == Double.POSITIVE_INFINITY && dtype.kind() == DType.Kind.SIGNED) {
      return filled(dtype, dtype.greatestInteger(), size);
    }
    return filled(dtype, "high", high, size);
  }

  static <A> A filled(DType<A> dtype, long bound, int size) {
    A array = dtype.newArray(size);
    for (int i = 0; i < size; i++) {
      dtype.set(array, i, bound);
    }
    return array;
  }

  /** Which integers an infinite bound leaves unbounded: all, or none, which is null. */
  static boolean @Nullable [] unbounded(DType<?> dtype, double bound, int size) {
    if (dtype.isFloating() || !Double.isInfinite(bound) || size == 0) {
      return null;
    }
    boolean[] unbounded = new boolean[size];
    Arrays.fill(unbounded, true);
    return unbounded;
  }

  /** Which integers are unbounded; null if none is. */
  static boolean @Nullable [] unbounded(DType<?> dtype, boolean[] bounded, int size) {
    if (bounded.length != size) {
      throw new IllegalArgumentException(
          "expected %d flags for bounded elements, got %d".formatted(size, bounded.length));
    }
    if (dtype.isFloating()) {
      return null;
    }
    boolean[] unbounded = new boolean[size];
    boolean any = false;
    for (int i = 0; i < size; i++) {
      unbounded[i] = !bounded[i];
      any |= unbounded[i];
    }
    if (any && dtype.kind() != DType.Kind.SIGNED) {
      throw new IllegalArgumentException(
          "elements of dtype %s are always bounded".formatted(dtype));
    }
    return any ? unbounded : null;
  }

  /** Requires, of a bool dtype, that the greatest elements are 0 or 1. */
  static <A> void requireBits(DType<A> dtype, A high) {
    for (int i = 0; dtype.kind() == DType.Kind.BOOL && i < dtype.length(high); i++) {
      if (dtype.toLong(high, i) > 1) {
        throw new IllegalArgumentException(
            "high is not a bound of dtype bool: %d".formatted(dtype.toLong(high, i)));
      }
    }
  }

  private static <A> A filled(DType<A> dtype, String name, double bound, int size) {
    A one = dtype.newArray(1);
    dtype.set(one, 0, bound);
    double stored = dtype.toDouble(one, 0);
    boolean fits =
        dtype.isFloating()
            ? Double.isInfinite(stored) == Double.isInfinite(bound)
            : stored == bound;
    if (Double.isNaN(bound) || !fits) {
      throw new IllegalArgumentException(
          "%s is not a bound of dtype %s: %s".formatted(name, dtype, bound));
    }
    A array = dtype.newArray(size);
    for (int i = 0; i < size; i++) {
      dtype.set(array, i, bound);
    }
    return array;
  }
}
