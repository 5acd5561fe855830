/** Proximal policy optimization. */
@NullMarked
package io.javagym.agents.ppo;

import org.jspecify.annotations.NullMarked;
