package io.javagym.doors.process;

import com.google.gson.JsonObject;
import io.javagym.GymException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Memory that both processes have mapped. It is a file until Python has mapped it too and removed
 * its name; after that it lives as long as one of them has it.
 *
 * @param bytes the memory
 * @param file where Python finds it
 */
record SharedBuffer(ByteBuffer bytes, Path file) {
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final int CHUNK_BYTES = 1 << 16;

  /**
   * Zeroed memory of so many bytes.
   *
   * @throws GymException of code {@link GymException.Code#NO_SPACE} if the disk below it is full
   */
  static SharedBuffer allocate(Path file, int bytes) {
    try (FileChannel channel = FileChannel.open(file, NEW_FILE, SharedFolder.only("rw-------"))) {
      takeBlocks(channel, bytes);
      return new SharedBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes), file);
    } catch (IOException e) {
      remove(file);
      throw new GymException(
          GymException.Code.NO_SPACE,
          "no %d bytes of shared memory could be had in %s: %s; make room there, or name another"
                  .formatted(bytes, file.getParent().getParent(), e.getMessage())
              + " place in the environment variable "
              + Main.PLACE_VARIABLE,
          e);
    }
  }

  /** The memory of a file that Python has made, of so many bytes. */
  static ByteBuffer open(Path file, int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() < bytes) { // Reading beyond its end would be the end of the process.
        throw GymException.invalidArgument(
            "%s has %d bytes, expected %d".formatted(file, channel.size(), bytes));
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
    }
  }

  /**
   * Has the file system give every block now. One that is missing when memory is written to is no
   * error but a signal, and the end of the process.
   */
  private static void takeBlocks(FileChannel channel, int bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(bytes, CHUNK_BYTES));
    int position = 0;
    while (position < bytes) {
      zeros.clear().limit(Math.min(zeros.capacity(), bytes - position));
      position += channel.write(zeros, position);
    }
  }

  /** What Python needs to map it. */
  JsonObject describe() {
    JsonObject json = new JsonObject();
    json.addProperty("file", file.toString());
    json.addProperty("bytes", bytes.capacity());
    return json;
  }

  /** Removes the name, if Python has not done so. */
  void removeName() {
    remove(file);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with the folder.
    }
  }
}
