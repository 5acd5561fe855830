package io.javagym.agents.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * An {@code Event} in a TFRecord: the length in 8 bytes and its checksum in 4, the message in
 * protobuf's wire format and its checksum, little-endian. One object writes them all, since an
 * episode of a small task takes little longer than a few allocations.
 */
final class EventRecord {
  private static final String FILE_VERSION = "brain.Event:2";
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int MESSAGE_OFFSET = Long.BYTES + Integer.BYTES;

  /** Of all fields but the summary, and of lengths and checksums. */
  private static final int MOST_OTHER_BYTES = 64;

  // Field and wire type: tensorflow/core/util/event.proto.
  private static final byte WALL_TIME = (1 << 3) | 1;
  private static final byte STEP = 2 << 3;
  private static final byte VERSION = (3 << 3) | 2;
  private static final byte SUMMARY = (5 << 3) | 2;

  private final ByteBuffer record;
  private final CRC32C crc = new CRC32C();

  EventRecord(int mostSummaryBytes) {
    this.record =
        ByteBuffer.allocate(MOST_OTHER_BYTES + mostSummaryBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes into a summary. */
  @FunctionalInterface
  interface Summary {
    void put(ByteBuffer summary);
  }

  /** The first record of a file. */
  byte[] fileVersion() {
    begin();
    byte[] version = FILE_VERSION.getBytes(StandardCharsets.UTF_8);
    record.put(VERSION).put((byte) version.length).put(version);
    return end();
  }

  /** A record of scalars. */
  byte[] scalars(long step, int summaryBytes, Summary summary) {
    begin();
    record.put(STEP);
    putVarint(step);
    record.put(SUMMARY);
    putVarint(summaryBytes);
    summary.put(record);
    return end();
  }

  private void begin() {
    record.clear().position(MESSAGE_OFFSET);
    record.put(WALL_TIME).putDouble(System.currentTimeMillis() / MILLIS_PER_SECOND);
  }

  private byte[] end() {
    int messageBytes = record.position() - MESSAGE_OFFSET;
    record.putLong(0, messageBytes);
    record.putInt(Long.BYTES, maskedChecksum(0, Long.BYTES));
    record.putInt(maskedChecksum(MESSAGE_OFFSET, messageBytes));
    return Arrays.copyOf(record.array(), record.position());
  }

  private void putVarint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      record.put((byte) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    record.put((byte) left);
  }

  /** CRC32C, turned by 15 bits and moved, since checksums of checksums are of little use. */
  private int maskedChecksum(int offset, int bytes) {
    crc.reset();
    crc.update(record.array(), offset, bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
