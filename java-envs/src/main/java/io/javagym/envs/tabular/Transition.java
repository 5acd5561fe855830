package io.javagym.envs.tabular;

/**
 * One thing that may happen when an action is taken in a state; an entry of Gymnasium's {@code P}.
 *
 * @param probability how likely it is, in [0, 1]
 * @param nextState the state afterwards
 * @param reward what it pays
 * @param terminated whether it ends the episode, so that the next state's value does not count
 */
public record Transition(double probability, int nextState, double reward, boolean terminated) {}
