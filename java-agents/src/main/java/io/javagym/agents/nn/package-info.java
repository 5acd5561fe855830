/**
 * Networks that learn as PyTorch's do: its initial weights, its Adam, its clipping, in Java alone
 * or on DJL.
 */
@NullMarked
package io.javagym.agents.nn;

import org.jspecify.annotations.NullMarked;
