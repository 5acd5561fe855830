package io.javagym.agents.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record of a TFRecord file: the length in 8 bytes and its checksum in 4, the data and its
 * checksum, little-endian.
 */
final class TfRecord {
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int FRAME_BYTES = Long.BYTES + 2 * Integer.BYTES;

  private TfRecord() {}

  static byte[] of(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(FRAME_BYTES + data.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(record.array(), Long.BYTES));
    record.put(data);
    return record.putInt(maskedChecksum(data, data.length)).array();
  }

  /** CRC32C, turned by 15 bits and moved, since checksums of checksums are of little use. */
  private static int maskedChecksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
