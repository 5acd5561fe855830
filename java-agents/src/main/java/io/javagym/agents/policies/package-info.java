/**
 * From what a network says to an action: distributions, with their log-likelihoods and gradients.
 */
@NullMarked
package io.javagym.agents.policies;

import org.jspecify.annotations.NullMarked;
