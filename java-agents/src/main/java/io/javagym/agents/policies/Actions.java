package io.javagym.agents.policies;

import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;

/**
 * From the floats of an {@link ActionDistribution} to the actions of a space.
 *
 * @param <A> the type of an action
 */
public interface Actions<A> {

  /** The distribution over them that policies start from. */
  ActionDistribution distribution();

  /** The action that a row of floats means, clipped to the bounds of a box. */
  A decode(float[] action);

  /**
   * The actions of a space.
   *
   * @param who is asking, for messages
   * @throws IllegalArgumentException if the space is neither Discrete nor a Box of float32
   */
  @SuppressWarnings("unchecked") // The space says what its elements are.
  static <A> Actions<A> of(String who, Space<A> space) {
    if (space instanceof Discrete discrete) {
      return (Actions<A>)
          new Indices(new Categorical(Math.toIntExact(discrete.n())), discrete.start());
    }
    if (space instanceof Box<?> box && box.dtype() == DType.FLOAT32) {
      return (Actions<A>)
          new Vectors(
              DiagonalGaussian.withFreeLogStd(box.size()),
              (float[]) box.low(),
              (float[]) box.high());
    }
    throw new IllegalArgumentException(
        "%s acts by Discrete, or a Box of float32, got %s".formatted(who, space));
  }

  /** Discrete actions. */
  record Indices(Categorical distribution, long start) implements Actions<Long> {
    @Override
    public Long decode(float[] action) {
      return start + (long) action[0];
    }
  }

  /** Actions of a box. */
  final class Vectors implements Actions<float[]> {
    private final DiagonalGaussian distribution;
    private final float[] low;
    private final float[] high;

    private Vectors(DiagonalGaussian distribution, float[] low, float[] high) {
      this.distribution = distribution;
      this.low = low;
      this.high = high;
    }

    @Override
    public DiagonalGaussian distribution() {
      return distribution;
    }

    @Override
    public float[] decode(float[] action) {
      float[] clipped = new float[low.length];
      for (int i = 0; i < clipped.length; i++) {
        clipped[i] = Math.max(low[i], Math.min(high[i], action[i]));
      }
      return clipped;
    }
  }
}
