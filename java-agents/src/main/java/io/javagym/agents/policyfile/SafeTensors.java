package io.javagym.agents.policyfile;

import io.javagym.agents.nn.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of named tensors in the safetensors format: the length of the header in 8 bytes,
 * little-endian, the header in JSON, then the tensors one after the other. Python reads and writes
 * it by the package safetensors.
 *
 * @param tensors by name; read ones are in the order of the file
 * @param metadata texts that go with them, in the header
 */
public record SafeTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /** The most that the format allows a header, in bytes. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  /** Keeps the order of both. */
  public SafeTensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file whole.
   *
   * @throws CorruptFileException if it is not in the format; all of it is checked but the numbers
   */
  public static SafeTensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long fileBytes = channel.size();
      if (fileBytes < Long.BYTES) {
        throw new CorruptFileException(
            file, "%d bytes, expected at least %d".formatted(fileBytes, Long.BYTES));
      }
      long headerBytes = readFully(file, channel, Long.BYTES).getLong();
      long most = Math.min(MOST_HEADER_BYTES, fileBytes - Long.BYTES);
      if (headerBytes < 2 || headerBytes > most) {
        throw new CorruptFileException(
            file,
            "a header of %s bytes, expected 2 to %d"
                .formatted(Long.toUnsignedString(headerBytes), most));
      }
      byte[] header = readFully(file, channel, (int) headerBytes).array();
      if (header[0] != '{') {
        throw new CorruptFileException(file, "the header does not begin with {");
      }
      HeaderReader.Header head =
          HeaderReader.read(file, header, fileBytes - Long.BYTES - headerBytes);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (HeaderReader.Place place : head.places()) {
        ByteBuffer data = readFully(file, channel, (int) (place.end() - place.begin()));
        tensors.put(place.name(), new Tensor(place.type(), place.shape(), data));
      }
      return new SafeTensors(tensors, head.metadata());
    }
  }

  /**
   * The tensor of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor '%s', expected one of %s".formatted(name, tensors.keySet()));
    }
    return tensor;
  }

  /**
   * The numbers of a tensor that are to become those of a parameter.
   *
   * @throws IllegalArgumentException if there is no such tensor of its shape, of finite floats
   */
  public float[] valuesOf(String name, Parameter parameter) {
    Tensor tensor = get(name);
    if (tensor.type() != TensorType.F32 || !tensor.shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          "tensor '%s' is %s%s, expected F32%s"
              .formatted(name, tensor.type(), tensor.shape(), parameter.shape()));
    }
    float[] values = tensor.floats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "tensor '%s' has %s at %d, expected finite numbers".formatted(name, values[i], i));
      }
    }
    return values;
  }

  /**
   * Writes a file. It takes the place of an older one at once when it is whole and on the disk, so
   * that there is always a good one.
   */
  public void write(Path file) throws IOException {
    List<Map.Entry<String, Tensor>> ordered = HeaderWriter.order(tensors);
    byte[] header = HeaderWriter.write(ordered, metadata);
    if (header.length > MOST_HEADER_BYTES) {
      throw new IOException(
          "%s: a header of %d bytes, expected at most %d"
              .formatted(file, header.length, MOST_HEADER_BYTES));
    }
    Path whole = file.toAbsolutePath();
    Path unfinished =
        whole.resolveSibling(
            "%s.%d.tmp".formatted(whole.getFileName(), ProcessHandle.current().pid()));
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        writeFully(channel, length.putLong(0, header.length));
        writeFully(channel, ByteBuffer.wrap(header));
        for (Map.Entry<String, Tensor> entry : ordered) {
          writeFully(channel, entry.getValue().bytes());
        }
        channel.force(true);
      }
      Files.move(
          unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static ByteBuffer readFully(Path file, FileChannel channel, int bytes)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new CorruptFileException(
            file, "it ended while it was read, %d bytes early".formatted(buffer.remaining()));
      }
    }
    return buffer.flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
