package io.javagym.agents;

import java.util.Map;

/**
 * Something that learns by acting. The loop asks it for an action, takes the action, and tells it
 * what came of it; whatever else an algorithm does, it does in one of the two.
 *
 * @param <O> the type of an observation
 * @param <A> the type of an action
 */
public interface Agent<O, A> extends AutoCloseable {

  /** The action to take now, exploration included: A_t in S_t. */
  A act(O observation);

  /**
   * Learns from one step. Every step is told, in order, and before the next action is asked for.
   */
  void update(Experience<O, A> experience);

  /**
   * What to log with the episode that ended last, by name: its epsilon, its loss. The names are the
   * same after every episode.
   */
  default Map<String, Double> metrics() {
    return Map.of();
  }

  /** Releases memory outside of the heap, where it has some. Closing twice is harmless. */
  @Override
  default void close() {}
}
