/**
 * Agents for {@link io.javagym.Env}. An {@link io.javagym.agents.Agent} acts and is updated with
 * what came of it; {@link io.javagym.agents.training.Trainer} is the loop between the two.
 */
@NullMarked
package io.javagym.agents;

import org.jspecify.annotations.NullMarked;
