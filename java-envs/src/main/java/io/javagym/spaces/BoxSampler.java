package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Box}. */
final class BoxSampler<A> extends SpaceSampler<A> {
  private final Box<A> box;
  private final BoxDistribution<A> distribution;

  BoxSampler(Box<A> box, BigInteger seed) {
    super(seed);
    this.box = box;
    this.distribution = new BoxDistribution<>(box);
  }

  @Override
  A draw(Guide guide, @Nullable Object values) {
    requireNone(values);
    return distribution.draw(random, 1);
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    requireNone(values);
    // A batched box of integers no longer knows that they were unbounded.
    Box<A> bounded = Box.of(box.dtype(), box.lowUncopied(), box.highUncopied(), box.shape());
    A arrays = new BoxDistribution<>(bounded).draw(random.copy(), n);
    return split(box.dtype(), arrays, n);
  }

  /** The parts of an array that holds so many of the same length. */
  static <A> List<Object> split(DType<A> dtype, A arrays, int n) {
    int size = dtype.length(arrays) / n;
    List<Object> parts = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      A part = dtype.newArray(size);
      System.arraycopy(arrays, i * size, part, 0, size);
      parts.add(part);
    }
    return parts;
  }

  /** Requires that nothing restricts the draw of a box, or of what Gymnasium draws as one. */
  static void requireNone(@Nullable Object values) {
    if (values != null) {
      throw Masks.unfit("neither mask nor probability for a Box or what is drawn as one", values);
    }
  }
}
