package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DTypeTest {
  static List<DType<?>> all() {
    return List.of(
        DType.BOOL,
        DType.INT8,
        DType.UINT8,
        DType.INT16,
        DType.UINT16,
        DType.INT32,
        DType.UINT32,
        DType.INT64,
        DType.UINT64,
        DType.FLOAT16,
        DType.FLOAT32,
        DType.FLOAT64);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundByItsNumpyName(DType<?> dtype) {
    assertThat(DType.of(dtype.numpyName())).isSameAs(dtype);
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.of("float128"))
        .withMessageContainingAll("float128", "float64", "uint8");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aBufferBringsBackWhatWasPut(DType<?> dtype) {
    for (int length : new int[] {0, 1, 16, 17, 100}) {
      assertRoundTrip(dtype, length);
    }
  }

  private static <A> void assertRoundTrip(DType<A> dtype, int length) {
    A from = dtype.newArray(length);
    for (int i = 0; i < length; i++) {
      dtype.set(from, i, (long) (i % 2));
    }
    int offset = 3;
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(offset + length * dtype.itemBytes() + 1)
            .order(ByteOrder.LITTLE_ENDIAN);
    A to = dtype.newArray(length);
    dtype.put(buffer, offset, from);
    dtype.get(buffer, offset, to);
    assertThat(to).isEqualTo(from);
    assertThat(buffer.position()).isZero();
    assertThat(buffer.get(buffer.capacity() - 1)).isZero();
    assertThat(dtype.length(to)).isEqualTo(length);
  }

  @Test
  void bytesAreLittleEndian() {
    ByteBuffer buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    DType.INT32.put(buffer, 0, new int[] {0x01020304});
    assertThat(buffer.array()).containsExactly(4, 3, 2, 1);
  }

  @Test
  void aBigEndianBufferIsRefused() {
    ByteBuffer buffer = ByteBuffer.allocate(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.INT32.put(buffer, 0, new int[1]))
        .withMessageContaining("BIG_ENDIAN");
    assertThatIllegalArgumentException().isThrownBy(() -> DType.INT32.get(buffer, 0, new int[1]));
  }

  @Test
  void unsignedBitsAreReadAsWhatTheyMean() {
    assertThat(DType.UINT8.toLong(new byte[] {-1}, 0)).isEqualTo(255);
    assertThat(DType.UINT16.toDouble(new short[] {-1}, 0)).isEqualTo(65535);
    assertThat(DType.UINT32.toLong(new int[] {-1}, 0)).isEqualTo(4294967295L);
    assertThat(DType.UINT64.toDouble(new long[] {-1}, 0)).isEqualTo(0x1p64);
    assertThat(DType.UINT64.toDouble(new long[] {Long.MIN_VALUE + 1025}, 0))
        .isEqualTo(0x1p63 + 2048);
    assertThat(DType.INT8.toLong(new byte[] {-1}, 0)).isEqualTo(-1);
  }

  @Test
  void numbersAreStoredAsNumpyCastsThem() {
    byte[] bool = new byte[1];
    DType.BOOL.set(bool, 0, 0.5);
    assertThat(bool).containsExactly(1);
    long[] uint64 = new long[1];
    DType.UINT64.set(uint64, 0, 0x1p63 + 2048);
    assertThat(uint64).containsExactly(Long.MIN_VALUE + 2048);
    long[] int64 = new long[1];
    DType.INT64.set(int64, 0, 0x1p63);
    assertThat(int64).containsExactly(Long.MIN_VALUE);
    int[] int32 = new int[1];
    DType.INT32.set(int32, 0, -1.9);
    assertThat(int32).containsExactly(-1);
  }

  @Test
  void limitsOfIntegers() {
    assertThat(DType.INT8.leastInteger()).isEqualTo(-128);
    assertThat(DType.INT64.leastInteger()).isEqualTo(Long.MIN_VALUE);
    assertThat(DType.UINT32.leastInteger()).isZero();
    assertThat(DType.BOOL.greatestInteger()).isEqualTo(1);
    assertThat(DType.UINT8.greatestInteger()).isEqualTo(255);
    assertThat(DType.INT32.greatestInteger()).isEqualTo(Integer.MAX_VALUE);
    assertThat(DType.UINT64.greatestInteger()).isEqualTo(Long.MAX_VALUE);
  }
}
