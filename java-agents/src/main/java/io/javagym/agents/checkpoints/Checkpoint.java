package io.javagym.agents.checkpoints;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file with all that a run is at a step: a line of JSON that says what follows, with its length
 * and checksum, and then a snapshot.
 */
public final class Checkpoint {
  private static final int FORM = 1;
  private static final int MOST_HEAD_BYTES = 1024;

  private final String version;
  private final long steps;
  private final byte[] snapshot;

  /**
   * A checkpoint.
   *
   * @param version of javagym, since a snapshot is of use to the same one only
   * @param steps the step that it was taken after
   * @param snapshot the run itself, which is not copied
   */
  public Checkpoint(String version, long steps, byte[] snapshot) {
    this.version = version;
    this.steps = steps;
    this.snapshot = snapshot;
  }

  /** The version of javagym. */
  public String version() {
    return version;
  }

  /** The step that it was taken after. */
  public long steps() {
    return steps;
  }

  /** The run itself. */
  public byte[] snapshot() {
    return snapshot;
  }

  /**
   * Writes it. It takes its place when it is whole and on the disk; before, it has another name.
   */
  void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  unfinished,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING);
          OutputStream out = Channels.newOutputStream(channel)) {
        out.write((head() + "\n").getBytes(StandardCharsets.UTF_8));
        out.write(snapshot);
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    forceFolder(file);
  }

  /** The new name must be on the disk too; where a folder can't be opened, nothing can be done. */
  private static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private JsonObject head() {
    JsonObject head = new JsonObject();
    head.addProperty("javagym_checkpoint", FORM);
    head.addProperty("javagym", version);
    head.addProperty("steps", steps);
    head.addProperty("bytes", snapshot.length);
    head.addProperty("crc32c", checksum(snapshot));
    return head;
  }

  /**
   * Reads a file.
   *
   * @throws CheckpointException if it is damaged, or no checkpoint
   */
  static Checkpoint read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      if (++end > MOST_HEAD_BYTES) {
        throw damaged(file, "its first line is no head of a checkpoint");
      }
    }
    try {
      JsonObject head =
          JsonParser.parseString(new String(bytes, 0, end, StandardCharsets.UTF_8))
              .getAsJsonObject();
      if (head.get("javagym_checkpoint").getAsInt() != FORM) {
        throw damaged(file, "it is of a form that this version does not know");
      }
      int expected = head.get("bytes").getAsInt();
      int found = Math.max(0, bytes.length - end - 1);
      if (found != expected) {
        throw damaged(
            file,
            "%d bytes follow its first line, expected %d: it was %s"
                .formatted(found, expected, found < expected ? "cut off" : "written to"));
      }
      byte[] snapshot = new byte[found];
      ByteBuffer.wrap(bytes, end + 1, found).get(snapshot);
      if (!checksum(snapshot).equals(head.get("crc32c").getAsString())) {
        throw damaged(
            file,
            "its checksum is %s, expected %s"
                .formatted(checksum(snapshot), head.get("crc32c").getAsString()));
      }
      return new Checkpoint(
          head.get("javagym").getAsString(), head.get("steps").getAsLong(), snapshot);
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException
        | NullPointerException e) {
      throw damaged(file, "its first line is no head of a checkpoint");
    }
  }

  private static CheckpointException damaged(Path file, String why) {
    return new CheckpointException("the checkpoint %s is damaged: %s".formatted(file, why));
  }

  private static String checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }
}
