package io.javagym.agents.policyfile;

import io.javagym.spaces.Discrete;

/** An agent whose policy is in a table: the action of the greatest value in a state's row. */
public interface HasTable {

  /** The table itself, [numStates][numActions]. */
  double[][] table();

  /** What it sees. */
  Discrete states();

  /** What it does. */
  Discrete actions();
}
