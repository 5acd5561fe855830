package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The integers {@code start}, {@code start + 1}, ..., {@code start + n - 1}. */
public final class Discrete extends SpaceBase<Long> implements Space<Long> {
  private final long n;
  private final long start;
  private final DType<?> dtype;

  private Discrete(long n, long start, DType<?> dtype) {
    this.n = n;
    this.start = start;
    this.dtype = dtype;
    IntegerInterval.require(n, start, dtype);
  }

  public static Discrete of(long n) {
    return of(n, 0);
  }

  public static Discrete of(long n, long start) {
    return of(n, start, DType.INT64);
  }

  /**
   * As many integers from a start on, in NumPy of the dtype given.
   *
   * @throws IllegalArgumentException if n is not positive, or an element is not of the dtype or not
   *     a long
   */
  public static Discrete of(long n, long start, DType<?> dtype) {
    return new Discrete(n, start, dtype);
  }

  /** How many integers the space has. */
  public long n() {
    return n;
  }

  /** The least of them. */
  public long start() {
    return start;
  }

  public DType<?> dtype() {
    return dtype;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (Described.isIntegral(value)) {
      long number = ((Number) value).longValue();
      if (number >= start && number <= start + (n - 1)) {
        return null;
      }
    }
    BigInteger end = BigInteger.valueOf(start).add(BigInteger.valueOf(n));
    return Complaint.expected("an integer in [%d, %d)".formatted(start, end), value);
  }

  @Override
  SpaceSampler<Long> newSampler(BigInteger seed) {
    return new DiscreteSampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Discrete discrete
        && n == discrete.n
        && start == discrete.start
        && dtype == discrete.dtype;
  }

  @Override
  public int hashCode() {
    return Objects.hash(n, start, dtype);
  }

  @Override
  public String toString() {
    return "Discrete(%d%s%s)"
        .formatted(
            n,
            start == 0 ? "" : ", start=" + start,
            dtype == DType.INT64 ? "" : ", dtype=" + dtype);
  }
}
