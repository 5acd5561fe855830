package io.javagym;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Restores: gives each part as {@link StateWriter} noted it. */
final class StateReader extends StateExchange {
  private static final byte[] NOTHING = {};

  private final ByteBuffer parts;

  StateReader(ByteBuffer parts) {
    this.parts = parts.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Refuses bytes behind the last part. */
  void requireEnd() {
    if (parts.hasRemaining()) {
      throw foreign("%d bytes are left over".formatted(parts.remaining()));
    }
  }

  @Override
  public long exchange(long value) {
    expect(StateFormat.LONG);
    return next(ByteBuffer::getLong);
  }

  @Override
  public int exchange(int value) {
    expect(StateFormat.INT);
    return next(ByteBuffer::getInt);
  }

  @Override
  public boolean exchange(boolean value) {
    expect(StateFormat.BOOLEAN);
    byte saved = next(ByteBuffer::get);
    if ((saved & ~1) != 0) {
      throw foreign("a truth value of %d".formatted(saved));
    }
    return saved != 0;
  }

  @Override
  public double exchange(double value) {
    expect(StateFormat.DOUBLE);
    return Double.longBitsToDouble(next(ByteBuffer::getLong));
  }

  @Override
  public float exchange(float value) {
    expect(StateFormat.FLOAT);
    return Float.intBitsToFloat(next(ByteBuffer::getInt));
  }

  @Override
  public byte[] exchange(byte[] value) {
    expect(StateFormat.BYTES);
    return bytes();
  }

  @Override
  public byte[] exchange(byte[] value, int most) {
    expect(StateFormat.PACKED);
    int length = next(ByteBuffer::getInt);
    if (length < 0 || length > most) {
      throw foreign("%d bytes, expected at most %d".formatted(length, most));
    }
    byte[] packed = bytes();
    byte[] unpacked = new byte[length];
    require(StateFormat.unpack(packed, unpacked), "bytes that are badly packed");
    return unpacked;
  }

  @Override
  void exchangeClass(Class<?> type) {
    expect(StateFormat.CLASS);
    String name = new String(bytes(), StandardCharsets.UTF_8);
    if (!name.equals(type.getName())) {
      throw foreign("it is of %s, expected %s".formatted(name, type.getName()));
    }
  }

  @Override
  void exchangeLength(int length) {
    expect(StateFormat.LENGTH);
    int saved = next(ByteBuffer::getInt);
    if (saved != length) {
      throw foreign("%d values at byte %d, expected %d".formatted(saved, parts.position(), length));
    }
  }

  @Override
  public int exchangeCount(int count) {
    expect(StateFormat.LENGTH);
    int saved = next(ByteBuffer::getInt);
    if (saved < 0 || saved > parts.remaining() / StateFormat.LEAST_PART_BYTES) {
      throw foreign("%d elements in %d bytes".formatted(saved, parts.remaining()));
    }
    return saved;
  }

  @Override
  void exchangeAll(ByteBuffer values) {
    byte[] bytes = exchange(NOTHING, values.capacity());
    if (bytes.length != values.capacity()) {
      throw foreign("%d bytes, expected %d".formatted(bytes.length, values.capacity()));
    }
    values.put(0, bytes);
  }

  @Override
  public boolean isRestoring() {
    return true;
  }

  private byte[] bytes() {
    int length = next(ByteBuffer::getInt);
    if (length < 0 || length > parts.remaining()) {
      throw foreign("%d bytes at byte %d of %d".formatted(length, parts.position(), parts.limit()));
    }
    byte[] bytes = new byte[length];
    parts.get(bytes);
    return bytes;
  }

  private void expect(byte kind) {
    byte found = next(ByteBuffer::get);
    if (found != kind) {
      throw foreign(
          "a part of kind %d at byte %d, expected kind %d"
              .formatted(found, parts.position() - 1, kind));
    }
  }

  private interface Get<T> {
    T from(ByteBuffer parts);
  }

  private <T> T next(Get<T> get) {
    try {
      return get.from(parts);
    } catch (BufferUnderflowException e) {
      throw foreign("it ends at byte %d".formatted(parts.limit()));
    }
  }
}
