package io.javagym.spaces;

import org.jspecify.annotations.Nullable;

/**
 * Draws elements of a space, the same ones as Gymnasium's space of the same seed. A sampler holds
 * random state: one thread at a time uses it.
 *
 * @param <T> the Java type of an element
 */
public abstract class Sampler<T> {
  Sampler() {}

  /** Draws an element. */
  public abstract T sample();

  /**
   * Draws an element that the mask allows, as {@code space.sample(mask)} does. A null mask allows
   * all. Where Gymnasium takes a tuple, this takes a {@link java.util.List} or an {@code Object[]}.
   *
   * <ul>
   *   <li>Discrete: {@code byte[n]}, 1 for what is allowed. If nothing is, the sample is the start.
   *   <li>MultiDiscrete: such a mask for each element; if it has several axes, nested.
   *   <li>MultiBinary: {@code byte[size]}, 0 or 1 for what is given, 2 for what is drawn.
   *   <li>Text: a pair of a length and a {@code byte[]} with an element for each character. Either
   *       may be null.
   *   <li>Sequence: a pair of a length, or an array of lengths, and a mask for the elements. Either
   *       may be null.
   *   <li>Graph: a pair of masks for the batch of ten nodes, and for each edge.
   *   <li>Tuple, OneOf: a mask for each space. Dict: a {@link java.util.Map} of masks.
   *   <li>Box: only null.
   * </ul>
   *
   * @throws IllegalArgumentException if the mask doesn't fit the space
   */
  public abstract T sample(@Nullable Object mask);

  /**
   * Draws an element by given probabilities, as {@code space.sample(probability=...)} does. They
   * are built as masks are, of {@code double[]} that sum to 1; for MultiBinary, each is that of a
   * 1.
   *
   * @throws IllegalArgumentException if the probabilities don't fit the space
   */
  public abstract T sampleByProbability(@Nullable Object probability);
}
