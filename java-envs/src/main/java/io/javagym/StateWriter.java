package io.javagym;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Saves: notes each part and gives it back as it is. {@link StateReader} is its other side. */
final class StateWriter extends StateExchange {
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  /** One number on its way. */
  private final byte[] numberBytes = new byte[Long.BYTES];

  private final ByteBuffer number = ByteBuffer.wrap(numberBytes).order(ByteOrder.LITTLE_ENDIAN);

  byte[] bytes() {
    return parts.toByteArray();
  }

  @Override
  public long exchange(long value) {
    put(StateFormat.LONG, number.clear().putLong(value));
    return value;
  }

  @Override
  public int exchange(int value) {
    put(StateFormat.INT, number.clear().putInt(value));
    return value;
  }

  @Override
  public boolean exchange(boolean value) {
    put(StateFormat.BOOLEAN, number.clear().put((byte) (value ? 1 : 0)));
    return value;
  }

  @Override
  public double exchange(double value) {
    put(StateFormat.DOUBLE, number.clear().putLong(Double.doubleToRawLongBits(value)));
    return value;
  }

  @Override
  public float exchange(float value) {
    put(StateFormat.FLOAT, number.clear().putInt(Float.floatToRawIntBits(value)));
    return value;
  }

  @Override
  public byte[] exchange(byte[] value) {
    put(StateFormat.BYTES, number.clear().putInt(value.length));
    parts.writeBytes(value);
    return value;
  }

  @Override
  public byte[] exchange(byte[] value, int most) {
    byte[] packed = StateFormat.pack(value);
    put(StateFormat.PACKED, number.clear().putInt(value.length).putInt(packed.length));
    parts.writeBytes(packed);
    return value;
  }

  @Override
  void exchangeClass(Class<?> type) {
    byte[] name = type.getName().getBytes(StandardCharsets.UTF_8);
    put(StateFormat.CLASS, number.clear().putInt(name.length));
    parts.writeBytes(name);
  }

  @Override
  void exchangeLength(int length) {
    put(StateFormat.LENGTH, number.clear().putInt(length));
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

  private void put(byte kind, ByteBuffer value) {
    parts.write(kind);
    parts.write(numberBytes, 0, value.position());
  }
}
