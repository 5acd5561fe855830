/**
 * Algorithms on tables, in the symbols of R. S. Sutton and A. G. Barto, Reinforcement Learning: An
 * Introduction, 2nd edition, MIT Press 2018 ("Sutton and Barto" below).
 */
@NullMarked
package io.javagym.agents.tabular;

import org.jspecify.annotations.NullMarked;
