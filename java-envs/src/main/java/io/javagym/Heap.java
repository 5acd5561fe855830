package io.javagym;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Growing memory beside a batch's columns, for values that have no fixed size. Each cell of a
 * packed column keeps its place here as long as its values fit, so that writing one row moves no
 * other, and the heap is as large as the largest values were.
 */
final class Heap {
  private static final int FIRST_CAPACITY_BYTES = 4096;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final BatchMemory source;
  private final BatchMemory.Part part;
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
  private int usedBytes;
  private long generation;
  private Runnable onGrowth = () -> {};

  Heap(BatchMemory source, BatchMemory.Part part) {
    this.source = source;
    this.part = part;
  }

  /** What is to be told when the memory was replaced by a larger one. */
  void onGrowth(Runnable action) {
    onGrowth = action;
  }

  /** The memory; another object after {@link #generation()} has changed. */
  synchronized ByteBuffer bytes() {
    return bytes;
  }

  /** Counts how often the memory was replaced by a larger one. */
  synchronized long generation() {
    return generation;
  }

  /** Takes room for a cell and returns where it starts. */
  synchronized int take(int roomBytes) {
    int offset = usedBytes;
    reserve(offset + (long) roomBytes);
    usedBytes = offset + roomBytes;
    return offset;
  }

  /** Copies a value to where its cell has room. Rows may write from many threads. */
  synchronized void put(int offset, byte[] value, int lengthBytes) {
    bytes.put(offset, value, 0, lengthBytes);
  }

  /** Makes room for so many bytes in all, keeping the contents. */
  synchronized void reserve(long neededBytes) {
    if (neededBytes > MOST_BYTES) {
      throw GymException.invalidArgument(
          "values without fixed size need %d bytes, more than the limit of %d"
              .formatted(neededBytes, MOST_BYTES));
    }
    if (neededBytes > bytes.capacity()) {
      ByteBuffer larger =
          allocate(Math.max(FIRST_CAPACITY_BYTES, Math.max(neededBytes, 2L * bytes.capacity())));
      larger.put(0, bytes, 0, bytes.capacity());
      bytes = larger;
      generation++;
      onGrowth.run();
    }
  }

  private ByteBuffer allocate(long capacityBytes) {
    return source
        .allocate(part, (int) Math.min(MOST_BYTES, capacityBytes))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
