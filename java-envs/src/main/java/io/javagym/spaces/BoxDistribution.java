package io.javagym.spaces;

import io.javagym.random.NumpyGenerator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How Gymnasium draws the elements of a box: normal where there is no bound, exponential from the
 * one bound there is, and uniform between two. All normal ones are drawn first, then those above a
 * low bound, those below a high bound, and the uniform ones.
 */
final class BoxDistribution<A> {
  private final DType<A> dtype;
  private final int size;
  private final A lowest;
  private final A highest;
  private final double[] low;

  /** One above the greatest integer, since a uniform draw is rounded down. */
  private final double[] high;

  private final int[] unbounded;
  private final int[] boundedBelow;
  private final int[] boundedAbove;
  private final int[] bounded;

  BoxDistribution(Box<A> box) {
    dtype = box.dtype();
    size = box.size();
    lowest = box.lowUncopied();
    highest = box.highUncopied();
    low = IntStream.range(0, size).mapToDouble(i -> dtype.toDouble(lowest, i)).toArray();
    high = IntStream.range(0, size).mapToDouble(this::end).toArray();
    unbounded = where(i -> !box.boundedBelow(i) && !box.boundedAbove(i));
    boundedBelow = where(i -> box.boundedBelow(i) && !box.boundedAbove(i));
    boundedAbove = where(i -> !box.boundedBelow(i) && box.boundedAbove(i));
    bounded = where(i -> box.boundedBelow(i) && box.boundedAbove(i));
  }

  /**
   * Draws the elements of so many arrays, one after the other in what is returned.
   *
   * @throws ArithmeticException if the range of an element overflows a double, or, for integers of
   *     64 bits, the range that NumPy computes is negative
   */
  A draw(NumpyGenerator random, int arrays) {
    double[] drawn = new double[Math.multiplyExact(arrays, size)];
    for (int first = 0; first < drawn.length; first += size) {
      for (int i : unbounded) {
        drawn[first + i] = 0.0 + random.standardNormal(); // The sum has no -0.0.
      }
    }
    for (int first = 0; first < drawn.length; first += size) {
      for (int i : boundedBelow) {
        drawn[first + i] = random.standardExponential() + low[i];
      }
    }
    for (int first = 0; first < drawn.length; first += size) {
      for (int i : boundedAbove) {
        drawn[first + i] = -random.standardExponential() + high[i];
      }
    }
    requireRanges();
    for (int first = 0; first < drawn.length; first += size) {
      for (int i : bounded) {
        drawn[first + i] = low[i] + (high[i] - low[i]) * random.random();
      }
    }
    return converted(drawn);
  }

  private A converted(double[] drawn) {
    A array = dtype.newArray(drawn.length);
    // As doubles, the limits of 64 bits are the next power of two.
    double least = dtype.leastInteger();
    double greatest = dtype == DType.UINT64 ? 0x1p64 : dtype.greatestInteger();
    for (int i = 0; i < drawn.length; i++) {
      double value = dtype.isFloating() ? drawn[i] : Math.floor(drawn[i]);
      if (dtype.isInteger()) {
        value = Math.min(Math.max(value, least), greatest);
      }
      dtype.set(array, i, value);
      if (dtype == DType.INT64) {
        // A double is not exact there; Gymnasium clips once more.
        long clipped = Math.max(dtype.toLong(array, i), dtype.toLong(lowest, i % size));
        dtype.set(array, i, Math.min(clipped, dtype.toLong(highest, i % size)));
      }
    }
    return array;
  }

  /** As in NumPy, one above the greatest int64 is the least. */
  private double end(int i) {
    return dtype.isFloating()
        ? dtype.toDouble(highest, i)
        : (double) (dtype.toLong(highest, i) + 1);
  }

  private void requireRanges() {
    for (int i : bounded) {
      double range = high[i] - low[i];
      // NumPy refuses the range -0.0, too.
      if (!Double.isFinite(range) || FloatText.isNegative(range)) {
        throw new ArithmeticException(
            "cannot draw element %d uniformly from %s to %s: the range is %s"
                .formatted(i, low[i], high[i], range));
      }
    }
  }

  private int[] where(IntPredicate condition) {
    return IntStream.range(0, size).filter(condition).toArray();
  }
}
