package io.javagym.agents.training;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written from front to back, and can go on from where it was at a snapshot: what
 * came later is cut off. The snapshot tells its length, and flushes.
 */
public final class GrowingFile implements Snapshottable, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private long writtenBytes;

  /**
   * Opens a file.
   *
   * @param fresh whether it begins empty; else {@link #goOn} must follow
   */
  public GrowingFile(Path file, boolean fresh) throws IOException {
    this.file = file;
    this.channel =
        fresh
            ? FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)
            : FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  /** Appends. */
  public void append(byte[] bytes) {
    waiting.writeBytes(bytes);
    if (waiting.size() >= BUFFER_BYTES) {
      flush();
    }
  }

  /** Hands to the system what waits. */
  public void flush() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
      while (bytes.hasRemaining()) {
        writtenBytes += channel.write(bytes);
      }
      waiting.reset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    flush();
    writtenBytes = state.exchange(writtenBytes);
    state.require(writtenBytes >= 0, "a file of less than no bytes");
  }

  /**
   * Goes on from where a snapshot, which was restored before, says.
   *
   * @throws IOException if the file has become shorter than that
   */
  public void goOn() throws IOException {
    if (channel.size() < writtenBytes) {
      throw new IOException(
          "%s has %d bytes, expected at least the %d that it had at the checkpoint"
              .formatted(file, channel.size(), writtenBytes));
    }
    channel.truncate(writtenBytes).position(writtenBytes);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
