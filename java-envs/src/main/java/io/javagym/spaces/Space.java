package io.javagym.spaces;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The set of values that an observation or an action may be, as in Gymnasium. Spaces are immutable
 * and safe to share; equal spaces draw equal samples from equal seeds.
 *
 * @param <T> the Java type of an element
 */
public sealed interface Space<T>
    permits Box, Discrete, MultiDiscrete, MultiBinary, Text, Tuple, Dict, Sequence, Graph, OneOf {

  /** Whether the value is an element of this space. A value of another type is none. */
  boolean contains(@Nullable Object value);

  /**
   * Why the value is not an element, in one sentence that says where, such as {@code position[2]:
   * 7.5 is above high 5.0}; null if it is an element.
   */
  @Nullable String explain(@Nullable Object value);

  /**
   * A sampler that draws what Gymnasium draws after {@code space.seed(seed)}.
   *
   * @throws IllegalArgumentException if the seed is negative
   */
  Sampler<T> sampler(BigInteger seed);

  /** A sampler that draws what Gymnasium draws after {@code space.seed(seed)}. */
  default Sampler<T> sampler(long seed) {
    return sampler(BigInteger.valueOf(seed));
  }

  /** A sampler that nobody can foresee, seeded by the operating system. */
  Sampler<T> sampler();

  /** What Gymnasium's {@code repr} gives, such as {@code Box(-1.0, 1.0, (4,), float32)}. */
  @Override
  String toString();
}
