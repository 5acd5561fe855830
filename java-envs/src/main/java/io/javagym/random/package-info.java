/**
 * Randomness and trigonometry that equal Python's, bit for bit.
 *
 * <p>{@link io.javagym.random.NumpyGenerator} gives the draws of {@code numpy.random.Generator}
 * over PCG64, which is what {@code gymnasium.utils.seeding.np_random(seed)} returns; {@link
 * io.javagym.random.Libm} gives the sine and cosine of the C library. Both are compared live with
 * NumPy 2.4 and glibc 2.36 by {@code python/tests/parity/test_random_parity.py}.
 *
 * <p>Generators are passed to whoever draws; there is no global one. None is safe for use by two
 * threads at once.
 */
@NullMarked
package io.javagym.random;

import org.jspecify.annotations.NullMarked;
