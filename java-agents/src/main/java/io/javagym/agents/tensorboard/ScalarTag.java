package io.javagym.agents.tensorboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A scalar's {@code Summary.Value} in protobuf's wire format: all but the number is known before.
 */
final class ScalarTag {
  private static final int MOST_TAG_BYTES = 100; // so that lengths are one byte

  // Field and wire type: tensorflow/core/framework/summary.proto.
  private static final byte SUMMARY_VALUE = (1 << 3) | 2;
  private static final byte VALUE_TAG = (1 << 3) | 2;
  private static final byte VALUE_SIMPLE = (2 << 3) | 5;

  private final byte[] head;

  ScalarTag(String name) {
    byte[] tag = name.getBytes(StandardCharsets.UTF_8);
    if (tag.length > MOST_TAG_BYTES) {
      throw new IllegalArgumentException(
          "the tag '%s' has %d bytes, expected at most %d"
              .formatted(name, tag.length, MOST_TAG_BYTES));
    }
    int valueBytes = 2 + tag.length + 1 + Float.BYTES;
    this.head =
        ByteBuffer.allocate(2 + 2 + tag.length + 1)
            .put(SUMMARY_VALUE)
            .put((byte) valueBytes)
            .put(VALUE_TAG)
            .put((byte) tag.length)
            .put(tag)
            .put(VALUE_SIMPLE)
            .array();
  }

  int bytes() {
    return head.length + Float.BYTES;
  }

  void put(ByteBuffer summary, double value) {
    summary.put(head).putFloat((float) value);
  }
}
