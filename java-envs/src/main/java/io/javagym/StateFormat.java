package io.javagym;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The bytes of a snapshot: a header, the parts as {@link StateWriter} noted them, each behind a
 * byte that tells its kind, and a checksum. Little-endian.
 */
final class StateFormat {
  static final byte LONG = 1;
  static final byte INT = 2;
  static final byte BOOLEAN = 3;
  static final byte DOUBLE = 4;
  static final byte BYTES = 5;
  static final byte CLASS = 6;
  static final byte LENGTH = 7;
  static final byte FLOAT = 8;
  static final byte PACKED = 9;

  /** A byte that tells the kind, and one for the smallest value. */
  static final int LEAST_PART_BYTES = 2;

  /** "jgS1": the form of these bytes; another form gets another number. */
  private static final int MAGIC = 'j' | 'g' << 8 | 'S' << 16 | '1' << 24;

  private static final int PARTS_OFFSET = Integer.BYTES;
  private static final int PACKING_BUFFER_BYTES = 8192;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  private StateFormat() {}

  /** Saves an object. */
  static byte[] save(Object object) {
    StateWriter writer = new StateWriter();
    writer.exchangePart(object);
    byte[] parts = writer.bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(PARTS_OFFSET + parts.length + CHECKSUM_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MAGIC).put(parts);
    return bytes.putInt(checksum(bytes.array(), bytes.position())).array();
  }

  /** Restores an object; one that the bytes don't fit stays as it was. */
  static void restore(Object object, byte[] snapshot) {
    ByteBuffer parts = checkedParts(snapshot);
    byte[] before = save(object);
    try {
      read(object, parts);
    } catch (RuntimeException e) {
      read(object, checkedParts(before));
      throw e instanceof GymException
          ? e
          : new GymException(
              GymException.Code.INVALID_ARGUMENT,
              "%s cannot become what the snapshot tells: %s".formatted(object.getClass(), e),
              e);
    }
  }

  private static void read(Object object, ByteBuffer parts) {
    StateReader reader = new StateReader(parts);
    reader.exchangePart(object);
    reader.requireEnd();
  }

  private static ByteBuffer checkedParts(byte[] snapshot) {
    ByteBuffer bytes = ByteBuffer.wrap(snapshot).order(ByteOrder.LITTLE_ENDIAN);
    int end = snapshot.length - CHECKSUM_BYTES;
    if (end < PARTS_OFFSET || bytes.getInt(0) != MAGIC) {
      throw GymException.invalidArgument(
          "these %d bytes are no snapshot, or one of another version of javagym"
              .formatted(snapshot.length));
    }
    if (bytes.getInt(end) != checksum(snapshot, end)) {
      throw GymException.invalidArgument(
          "the snapshot of %d bytes is damaged: its checksum is wrong".formatted(snapshot.length));
    }
    return bytes.position(PARTS_OFFSET).limit(end).slice();
  }

  /** Fewer bytes for screens and the like, fast rather than few. */
  static byte[] pack(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      byte[] buffer = new byte[PACKING_BUFFER_BYTES];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Whether packed bytes are exactly those that there is room for, which then hold them. */
  static boolean unpack(byte[] packed, byte[] unpacked) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      int length = 0;
      int more;
      do {
        more = inflater.inflate(unpacked, length, unpacked.length - length);
        length += more;
      } while (more > 0);
      // Where all room is taken, the end is still to be read.
      return length == unpacked.length
          && inflater.inflate(new byte[1]) == 0
          && inflater.finished()
          && inflater.getRemaining() == 0;
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }

  private static int checksum(byte[] bytes, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }
}
