package io.javagym.server;

import io.javagym.BatchMemory;
import io.javagym.GymException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of all sessions' batches together. */
final class MemoryBudget {
  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  MemoryBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  long usedBytes() {
    return usedBytes.get();
  }

  /** A part of it for one session, which gives it back by {@link Share#close()}. */
  Share share() {
    return new Share();
  }

  private void take(long bytes) {
    long before = usedBytes.getAndUpdate(used -> bytes > maxBytes - used ? used : used + bytes);
    if (bytes > maxBytes - before) {
      throw GymException.invalidArgument(
          "the server's memory for batches is used up: %d more bytes were asked for, %d of %d are"
                  .formatted(bytes, maxBytes - before, maxBytes)
              + " free; make fewer environments, or start the server with a larger --max-memory");
    }
  }

  /** The memory of one session. */
  final class Share implements BatchMemory, AutoCloseable {
    private final Map<Part, Integer> taken = new EnumMap<>(Part.class);
    private boolean closed;

    @Override
    public synchronized ByteBuffer allocate(Part part, int bytes) {
      if (closed) {
        throw new IllegalStateException("the session is closed");
      }
      take(bytes);
      Integer before = taken.put(part, bytes);
      if (before != null) {
        usedBytes.addAndGet(-before);
      }
      return DIRECT.allocate(part, bytes);
    }

    @Override
    public synchronized void close() {
      closed = true;
      taken.values().forEach(bytes -> usedBytes.addAndGet(-bytes));
      taken.clear();
    }
  }
}
