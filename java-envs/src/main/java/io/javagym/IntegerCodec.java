package io.javagym;

import io.javagym.spaces.DType;
import java.nio.ByteBuffer;

/** Reads and writes one integer of a dtype. */
enum IntegerCodec {
  /** bool, int8. */
  I8 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.get(offset);
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.put(offset, (byte) value);
    }
  },
  /** uint8. */
  U8 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.get(offset) & 0xFFL;
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.put(offset, (byte) value);
    }
  },
  /** int16. */
  I16 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.getShort(offset);
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.putShort(offset, (short) value);
    }
  },
  /** uint16. */
  U16 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.getShort(offset) & 0xFFFFL;
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.putShort(offset, (short) value);
    }
  },
  /** int32. */
  I32 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.getInt(offset);
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.putInt(offset, (int) value);
    }
  },
  /** uint32. */
  U32 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.getInt(offset) & 0xFFFFFFFFL;
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.putInt(offset, (int) value);
    }
  },
  /** int64, uint64. */
  I64 {
    @Override
    long get(ByteBuffer memory, int offset) {
      return memory.getLong(offset);
    }

    @Override
    void put(ByteBuffer memory, int offset, long value) {
      memory.putLong(offset, value);
    }
  };

  abstract long get(ByteBuffer memory, int offset);

  abstract void put(ByteBuffer memory, int offset, long value);

  static IntegerCodec of(DType<?> dtype) {
    return switch (dtype.numpyName()) {
      case "bool", "int8" -> I8;
      case "uint8" -> U8;
      case "int16" -> I16;
      case "uint16" -> U16;
      case "int32" -> I32;
      case "uint32" -> U32;
      case "int64", "uint64" -> I64;
      default -> throw new IllegalArgumentException("not an integer dtype: " + dtype);
    };
  }
}
