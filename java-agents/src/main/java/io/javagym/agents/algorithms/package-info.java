/** Agents by name, with hyperparameters that say of themselves what they are. */
@NullMarked
package io.javagym.agents.algorithms;

import org.jspecify.annotations.NullMarked;
