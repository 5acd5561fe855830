package io.javagym.agents.policyfile;

/** What a tensor's elements are, by the names that the format has for them. */
public enum TensorType {
  /** A byte, 0 or 1. */
  BOOL(Byte.BYTES),
  /** Unsigned, 8 bits. */
  U8(Byte.BYTES),
  /** Signed, 8 bits. */
  I8(Byte.BYTES),
  /** Signed, 16 bits. */
  I16(Short.BYTES),
  /** Unsigned, 16 bits. */
  U16(Short.BYTES),
  /** IEEE 754 binary16. */
  F16(Short.BYTES),
  /** The upper half of a binary32. */
  BF16(Short.BYTES),
  /** Signed, 32 bits. */
  I32(Integer.BYTES),
  /** Unsigned, 32 bits. */
  U32(Integer.BYTES),
  /** IEEE 754 binary32. */
  F32(Float.BYTES),
  /** IEEE 754 binary64. */
  F64(Double.BYTES),
  /** Signed, 64 bits. */
  I64(Long.BYTES),
  /** Unsigned, 64 bits. */
  U64(Long.BYTES);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of an element. */
  public int bytes() {
    return bytes;
  }
}
