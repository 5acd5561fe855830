package io.javagym;

import java.nio.ByteBuffer;

/**
 * Where the memory of a {@link Batch} comes from. A door that shares memory with another process
 * gives its own; everyone else takes {@link #DIRECT}.
 */
@FunctionalInterface
public interface BatchMemory {

  /** The parts of a batch that are allocated apart. */
  enum Part {
    /** The columns; asked for once. */
    COLUMNS,
    /** Values without fixed size of actions; asked for again, larger, as they grow. */
    ACTION_HEAP,
    /** Values without fixed size of everything else; asked for again, larger, as they grow. */
    OUTPUT_HEAP
  }

  /** Memory outside of the Java heap that lives as long as somebody refers to it. */
  BatchMemory DIRECT = (part, bytes) -> ByteBuffer.allocateDirect(bytes);

  /**
   * Zeroed memory of at least so many bytes. The batch copies what a smaller one held.
   *
   * @param part what it is for
   * @param bytes how many, at least 1
   */
  ByteBuffer allocate(Part part, int bytes);
}
