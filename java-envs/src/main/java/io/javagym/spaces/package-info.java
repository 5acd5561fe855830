/**
 * Gymnasium's spaces: what an observation or an action looks like.
 *
 * <p>A {@link io.javagym.spaces.Space} is an immutable value. Its {@link io.javagym.spaces.Sampler}
 * holds the random state, and draws what Gymnasium's space of the same seed draws, bit for bit. An
 * array is flat, in C order, in the Java type that its {@link io.javagym.spaces.DType} names.
 * {@link io.javagym.spaces.SpaceJson} carries a space across to another process.
 */
@NullMarked
package io.javagym.spaces;

import org.jspecify.annotations.NullMarked;
