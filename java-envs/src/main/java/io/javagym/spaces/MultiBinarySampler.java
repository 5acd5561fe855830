package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link MultiBinary}. */
final class MultiBinarySampler extends SpaceSampler<byte[]> {
  private static final int DRAWN = 2; // In a mask; 0 and 1 are given.

  private final MultiBinary space;

  MultiBinarySampler(MultiBinary space, BigInteger seed) {
    super(seed);
    this.space = space;
  }

  @Override
  byte[] draw(Guide guide, @Nullable Object values) {
    byte[] bits = new byte[space.size()];
    if (values != null && guide == Guide.PROBABILITY) {
      double[] probabilities = Masks.probabilities(values, bits.length);
      for (int i = 0; i < bits.length; i++) {
        bits[i] = (byte) (random.random() <= probabilities[i] ? 1 : 0);
      }
      return bits;
    }
    byte[] mask = values == null ? null : Masks.mask(values, bits.length, DRAWN);
    random.integers(0, 2, bits);
    for (int i = 0; mask != null && i < bits.length; i++) {
      if (mask[i] != DRAWN) {
        bits[i] = mask[i];
      }
    }
    return bits;
  }

  /** Gymnasium draws a batch as a {@link Box} of integers. */
  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    BoxSampler.requireNone(values);
    byte[] low = new byte[space.size()];
    byte[] high = new byte[space.size()];
    Arrays.fill(high, (byte) 1);
    Box<byte[]> box = Box.of(DType.INT8, low, high, space.shape());
    return BoxSampler.split(DType.INT8, new BoxDistribution<>(box).draw(random.copy(), n), n);
  }
}
