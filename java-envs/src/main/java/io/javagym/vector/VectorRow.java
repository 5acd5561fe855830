package io.javagym.vector;

import io.javagym.Batch;
import io.javagym.Env;

/**
 * An environment that is made to be a row of a vector environment with the customs of ale-py's, and
 * not to be stepped alone: see {@link Batch.Builder#plainRows}. In {@link SyncVectorEnv} either all
 * rows are of this kind or none is.
 */
public interface VectorRow<O, A> extends Env<O, A> {

  /** Tells the environment its place, once and before all else. */
  void placed(int row);

  /**
   * Whether the next step begins a new episode. It may not, although the last step's outcome was
   * called terminated: a lost life can be told so without an end of the game.
   */
  boolean episodeOver();
}
