package io.javagym;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Growing memory beside a batch's fixed columns, for values that have no fixed size. It is refilled
 * from the start at every step, so that it is as large as the largest step was.
 */
final class Heap {
  private static final int FIRST_CAPACITY_BYTES = 4096;

  private ByteBuffer bytes = allocate(FIRST_CAPACITY_BYTES);
  private int usedBytes;
  private long generation;

  /** The memory; another object after {@link #generation()} has changed. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Counts how often the memory was replaced by a larger one. */
  long generation() {
    return generation;
  }

  void clear() {
    usedBytes = 0;
  }

  /** Copies a value to the end and returns where it starts. Rows may append from many threads. */
  synchronized int append(byte[] value, int length) {
    int offset = usedBytes;
    reserve(offset + (long) length);
    bytes.put(offset, value, 0, length);
    usedBytes = offset + length;
    return offset;
  }

  /** Makes room for so many bytes in all, keeping the contents. */
  synchronized void reserve(long neededBytes) {
    if (neededBytes > Integer.MAX_VALUE - 8) {
      throw GymException.invalidArgument(
          "values without fixed size need %d bytes in one step, more than the limit of %d"
              .formatted(neededBytes, Integer.MAX_VALUE - 8));
    }
    if (neededBytes > bytes.capacity()) {
      long capacity = Math.min(Integer.MAX_VALUE - 8, Math.max(neededBytes, 2L * bytes.capacity()));
      ByteBuffer larger = allocate((int) capacity);
      larger.put(0, bytes, 0, bytes.capacity());
      bytes = larger;
      generation++;
    }
  }

  private static ByteBuffer allocate(int capacityBytes) {
    return ByteBuffer.allocateDirect(capacityBytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
