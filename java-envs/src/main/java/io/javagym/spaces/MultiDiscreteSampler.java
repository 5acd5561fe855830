package io.javagym.spaces;

import io.javagym.random.NumpyGenerator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link MultiDiscrete}. */
final class MultiDiscreteSampler extends SpaceSampler<long[]> {
  private final MultiDiscrete space;
  private final long[] nvec;
  private final long[] start;

  MultiDiscreteSampler(MultiDiscrete space, NumpyGenerator random) {
    super(random);
    this.space = space;
    this.nvec = space.nvec();
    this.start = space.start();
  }

  MultiDiscreteSampler(MultiDiscrete space, BigInteger seed) {
    this(space, NumpyGenerator.seeded(seed));
  }

  @Override
  long[] draw(Guide guide, @Nullable Object values) {
    long[] drawn = new long[nvec.length];
    List<@Nullable Object> leaves = new ArrayList<>();
    if (values != null) {
      flatten(values, 0, leaves);
    }
    for (int i = 0; i < drawn.length; i++) {
      long index =
          values == null
              ? (long) (random.random() * nvec[i])
              : index(guide, leaves.get(i), nvec[i]);
      drawn[i] = start[i] + index;
    }
    return drawn;
  }

  /** Gymnasium draws a batch as a {@link Box} of integers. */
  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    BoxSampler.requireNone(values);
    return drawBatch(space.dtype(), n);
  }

  private <A> List<Object> drawBatch(DType<A> dtype, int n) {
    A low = dtype.newArray(start.length);
    A high = dtype.newArray(start.length);
    for (int i = 0; i < start.length; i++) {
      dtype.set(low, i, start[i]);
      dtype.set(high, i, start[i] + (nvec[i] - 1));
    }
    Box<A> box = Box.of(dtype, low, high, space.shape());
    A drawn = new BoxDistribution<>(box).draw(random.copy(), n);
    long[] elements = new long[dtype.length(drawn)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = dtype.toLong(drawn, i);
    }
    return BoxSampler.split(DType.INT64, elements, n);
  }

  /** Masks are nested as the axes are; this collects those of the elements. */
  private void flatten(@Nullable Object values, int axis, List<@Nullable Object> leaves) {
    int[] shape = space.shape();
    if (axis == shape.length) {
      leaves.add(values);
      return;
    }
    for (Object nested : Masks.list(values, shape[axis], "elements of axis " + axis)) {
      flatten(nested, axis + 1, leaves);
    }
  }

  private int index(Guide guide, @Nullable Object values, long n) {
    int size = Math.toIntExact(n);
    if (guide == Guide.MASK) {
      int[] allowed = Masks.allowed(Masks.mask(values, size));
      return allowed.length == 0 ? 0 : allowed[random.choice(allowed.length)];
    }
    return random.choiceWeighted(normalized(Masks.probabilities(values, size)));
  }

  /** Gymnasium divides by the sum here, and in no other space. */
  private static double[] normalized(double[] probabilities) {
    double sum = PairwiseSum.of(probabilities);
    if (!(Math.abs(sum - 1) <= 1e-5 + 1e-8)) { // numpy.isclose
      throw new IllegalArgumentException("expected probabilities that sum to 1, got " + sum);
    }
    double[] normalized = probabilities.clone();
    for (int i = 0; i < normalized.length; i++) {
      normalized[i] /= sum;
    }
    return normalized;
  }
}
