package io.javagym.doors.process;

import io.javagym.BatchMemory;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memory of one session: its batch, and the picture that was drawn last. */
final class SharedMemory implements BatchMemory {
  private final SharedFolder folder;
  private final Map<Part, SharedBuffer> parts = new EnumMap<>(Part.class);
  private @Nullable SharedBuffer picture;

  SharedMemory(SharedFolder folder) {
    this.folder = folder;
  }

  @Override
  public synchronized ByteBuffer allocate(Part part, int bytes) {
    SharedBuffer buffer = SharedBuffer.allocate(folder.nextFile(), bytes);
    removeName(parts.put(part, buffer));
    return buffer.bytes();
  }

  /** A part as it is now. */
  synchronized SharedBuffer part(Part part) {
    SharedBuffer buffer = parts.get(part);
    if (buffer == null) {
      throw new IllegalStateException("nothing was put into " + part + " yet");
    }
    return buffer;
  }

  /** Memory for a picture of so many bytes; the same as the last time where the size is. */
  synchronized SharedBuffer picture(int bytes) {
    SharedBuffer buffer = picture;
    if (buffer == null || buffer.bytes().capacity() != bytes) {
      removeName(buffer);
      buffer = SharedBuffer.allocate(folder.nextFile(), bytes);
      picture = buffer;
    }
    return buffer;
  }

  /** Removes the files that Python has not mapped. */
  synchronized void removeNames() {
    parts.values().forEach(SharedBuffer::removeName);
    removeName(picture);
  }

  private static void removeName(@Nullable SharedBuffer buffer) {
    if (buffer != null) {
      buffer.removeName();
    }
  }
}
