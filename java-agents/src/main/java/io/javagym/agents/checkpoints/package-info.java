/** Files from which a run goes on. */
@NullMarked
package io.javagym.agents.checkpoints;

import org.jspecify.annotations.NullMarked;
