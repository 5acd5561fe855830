package io.javagym.spaces;

/**
 * What must hold for the integers of a {@link Discrete} or of an element of {@link MultiDiscrete}.
 */
final class IntegerInterval {
  private IntegerInterval() {}

  /** Requires that n is positive, and that it and every element are values of the dtype. */
  static void require(long n, long start, DType<?> dtype) {
    if (!dtype.isInteger()) {
      throw new IllegalArgumentException("expected an integer dtype, got " + dtype);
    }
    if (n <= 0) {
      throw new IllegalArgumentException("expected n > 0, got " + n);
    }
    long greatest = dtype.greatestInteger();
    if (n > greatest || start < dtype.leastInteger() || start > greatest - (n - 1)) {
      throw new IllegalArgumentException(
          "n=%d, start=%d don't fit dtype %s, which has %d to %d"
              .formatted(n, start, dtype, dtype.leastInteger(), greatest));
    }
  }
}
