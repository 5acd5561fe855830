package io.javagym;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Saves: notes each part and gives it back as it is. {@link StateReader} is its other side. */
final class StateWriter extends StateExchange {
  private static final int FIRST_CAPACITY_BYTES = 512;

  private ByteBuffer parts = buffer(FIRST_CAPACITY_BYTES);

  byte[] bytes() {
    byte[] bytes = new byte[parts.position()];
    parts.get(0, bytes);
    return bytes;
  }

  @Override
  public long exchange(long value) {
    part(StateFormat.LONG, Long.BYTES).putLong(value);
    return value;
  }

  @Override
  public int exchange(int value) {
    part(StateFormat.INT, Integer.BYTES).putInt(value);
    return value;
  }

  @Override
  public boolean exchange(boolean value) {
    part(StateFormat.BOOLEAN, Byte.BYTES).put((byte) (value ? 1 : 0));
    return value;
  }

  @Override
  public double exchange(double value) {
    part(StateFormat.DOUBLE, Double.BYTES).putLong(Double.doubleToRawLongBits(value));
    return value;
  }

  @Override
  public float exchange(float value) {
    part(StateFormat.FLOAT, Float.BYTES).putInt(Float.floatToRawIntBits(value));
    return value;
  }

  @Override
  public byte[] exchange(byte[] value) {
    part(StateFormat.BYTES, Integer.BYTES + value.length).putInt(value.length).put(value);
    return value;
  }

  @Override
  public byte[] exchange(byte[] value, int most) {
    byte[] packed = StateFormat.pack(value);
    part(StateFormat.PACKED, 2 * Integer.BYTES + packed.length)
        .putInt(value.length)
        .putInt(packed.length)
        .put(packed);
    return value;
  }

  @Override
  void exchangeClass(Class<?> type) {
    byte[] name = type.getName().getBytes(StandardCharsets.UTF_8);
    part(StateFormat.CLASS, Integer.BYTES + name.length).putInt(name.length).put(name);
  }

  @Override
  void exchangeLength(int length) {
    part(StateFormat.LENGTH, Integer.BYTES).putInt(length);
  }

  @Override
  public int exchangeCount(int count) {
    exchangeLength(count);
    return count;
  }

  @Override
  void exchangeAll(ByteBuffer values) {
    byte[] bytes = new byte[values.capacity()];
    values.get(0, bytes);
    exchange(bytes, bytes.length);
  }

  @Override
  public boolean isRestoring() {
    return false;
  }

  /** Where a part of this kind goes, with room for so many bytes. */
  private ByteBuffer part(byte kind, int bytes) {
    if (parts.remaining() <= bytes) {
      int needed = Math.addExact(parts.position(), 1 + bytes);
      parts = buffer(Math.max(2 * parts.capacity(), needed)).put(parts.flip());
    }
    return parts.put(kind);
  }

  private static ByteBuffer buffer(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
