package io.javagym.doors.process;

import io.javagym.BatchMemory;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memory of one session: its batch, the picture that was drawn last, and a snapshot. */
final class SharedMemory implements BatchMemory {
  private final SharedFolder folder;
  private final Map<Part, SharedBuffer> parts = new EnumMap<>(Part.class);
  private @Nullable SharedBuffer picture;
  private @Nullable SharedBuffer snapshot;

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

  /** Memory for a snapshot of so many bytes, until the next one. */
  synchronized SharedBuffer snapshot(int bytes) {
    removeName(snapshot);
    snapshot = SharedBuffer.allocate(folder.nextFile(), bytes);
    return snapshot;
  }

  /** What Python wrote there. The memory is let go of. */
  synchronized byte[] takeSnapshot() {
    SharedBuffer buffer = snapshot;
    if (buffer == null) {
      throw new IllegalStateException("no memory was asked for a snapshot");
    }
    snapshot = null;
    removeName(buffer);
    byte[] bytes = new byte[buffer.bytes().capacity()];
    buffer.bytes().get(0, bytes);
    return bytes;
  }

  /** Removes the files that Python has not mapped. */
  synchronized void removeNames() {
    parts.values().forEach(SharedBuffer::removeName);
    removeName(picture);
    removeName(snapshot);
  }

  private static void removeName(@Nullable SharedBuffer buffer) {
    if (buffer != null) {
      buffer.removeName();
    }
  }
}
