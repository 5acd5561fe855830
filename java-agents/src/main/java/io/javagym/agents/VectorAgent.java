package io.javagym.agents;

import io.javagym.Batch;
import java.util.Map;

/** An agent that acts in all rows of a vector environment at once. */
public interface VectorAgent extends AutoCloseable {

  /** Reads {@link Batch#observation()} and writes {@link Batch#action()}. */
  void act(Batch batch);

  /**
   * Learns from the step that followed. Where {@link Batch#hasFinal} holds, the step led to the
   * final observation, and the observation is the first one of the next episode.
   */
  void update(Batch batch);

  /** What to log with an episode that ended, by name; the names are always the same. */
  default Map<String, Double> metrics() {
    return Map.of();
  }

  /** Releases memory outside of the heap, where it has some. Closing twice is harmless. */
  @Override
  default void close() {}
}
