/** The training loop, and what watches it. */
@NullMarked
package io.javagym.agents.training;

import org.jspecify.annotations.NullMarked;
