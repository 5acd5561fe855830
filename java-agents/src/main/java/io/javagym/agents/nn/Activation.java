package io.javagym.agents.nn;

/** What follows a layer, element by element. */
public enum Activation {
  /** x. */
  IDENTITY,
  /** max(x, 0). */
  RELU,
  /** tanh x. */
  TANH
}
