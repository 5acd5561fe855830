package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BoxTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void noShapeIsThatOfOneElementAsInGymnasium() {
    assertThat(Box.float32(-1, 1).shape()).containsExactly(1);
    assertThat(Box.of(DType.FLOAT32, new float[1], new float[1]).shape()).isEmpty();
    assertThat(Box.uint8(0, 255, 2, 3).size()).isEqualTo(6);
  }

  @Test
  void isSafeFromChangesOfItsArrays() {
    float[] low = {0, 0};
    Box<float[]> box = Box.float32(low, new float[] {1, 1});
    low[0] = 5;
    box.low()[1] = 5;
    box.shape()[0] = 5;
    assertThat(box).isEqualTo(Box.float32(0, 1, 2));
  }

  @Test
  void infiniteBoundsLeaveSignedIntegersUnbounded() {
    Box<int[]> box = Box.int32(-INF, INF, 3);
    assertThat(box.isBounded()).isFalse();
    assertThat(box.low()).containsOnly(Integer.MIN_VALUE);
    assertThat(box.high()).containsOnly(Integer.MAX_VALUE);
    assertThat(box).isNotEqualTo(Box.int32(Integer.MIN_VALUE, Integer.MAX_VALUE, 3));
    assertThat(Box.int64(0, 5, 2).isBounded()).isTrue();
    assertThat(Box.int64(0, INF, 2).boundedAbove(1)).isFalse();
  }

  @Test
  void someIntegersMayBeUnbounded() {
    Box<byte[]> box =
        Box.of(
            DType.INT8,
            new byte[] {-128, 0},
            new byte[] {127, 9},
            new boolean[] {false, true},
            new boolean[] {true, true},
            2);
    assertThat(box.boundedBelow(0)).isFalse();
    assertThat(box.boundedBelow(1)).isTrue();
    assertThat(box.boundedAbove(0)).isTrue();
    assertThat(SpaceJson.toJson(box))
        .contains("\"bounded_below\":[false,true],\"bounded_above\":true");
  }

  @Test
  void explainsWhatIsWrongAndWhere() {
    Box<float[]> box = Box.float32(-5, 5, 4);
    assertThat(box.explain(new float[] {0, 0, 7.5f, 0})).isEqualTo("[2]: 7.5 is above high 5.0");
    assertThat(box.explain(new float[] {-6, 0, 0, 0})).isEqualTo("[0]: -6.0 is below low -5.0");
    assertThat(box.explain(new float[] {0, Float.NaN, 0, 0}))
        .isEqualTo("[1]: nan is not in [-5.0, 5.0]");
    assertThat(box.explain(new double[4]))
        .isEqualTo("expected a float[] of 4 elements (float32, shape [4]), got double[4]");
    assertThat(box.explain(new float[5])).endsWith("got float[5]");
    assertThat(Box.uint8(0, 200, 2, 2).explain(new byte[] {0, 0, (byte) 255, 0}))
        .isEqualTo("[1][0]: 255 is above high 200");
  }

  @Test
  void badBoundsAreErrorsThatShowThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float32(new float[] {0, 2}, new float[] {1, 1}))
        .withMessage("expected low <= high for element [1], got low 2.0, high 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float64(new double[] {Double.NaN}, new double[] {1}))
        .withMessageContaining("low nan");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float64(new double[] {1}, new double[] {Double.NaN}))
        .withMessageContaining("high nan");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float32(Double.NaN, 1))
        .withMessage("low is not a bound of dtype float32: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.of(DType.BOOL, new byte[1], new byte[] {2}, 1))
        .withMessage("high is not a bound of dtype bool: 2");
    assertThatIllegalArgumentException().isThrownBy(() -> Box.uint8(0, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.uint8(0, INF));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.int32(INF, INF));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.int32(0.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.float32(0, 1e39));
  }

  @Test
  void badShapesAreErrorsThatShowThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.of(DType.FLOAT32, new float[3], new float[3], 2, 2))
        .withMessage("low has 3 elements, shape [2, 2] has 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float32(0, 1, 2, -1))
        .withMessageContaining("[2, -1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float32(0, 1, 1 << 16, 1 << 16))
        .withMessageContaining("[65536, 65536]");
  }

  @Test
  void samplesAreThoseOfGymnasium() {
    assertThat(Box.float32(-1, 1, 2).sampler(42).sample())
        .containsExactly(0.5479121f, -0.12224312f);
    assertThat(Box.uint8(0, 255, 4).sampler(1).sample())
        .containsExactly((byte) 131, (byte) 243, (byte) 36, (byte) 242);
    assertThat(Box.of(DType.FLOAT16, half(-1), half(1), 3).sampler(3).sample())
        .containsExactly((short) -17759, (short) -18378, (short) 14546);
    assertThat(Box.int64(-(1L << 62), 1L << 62, 1).sampler(1).sample())
        .containsExactly(109035242690539520L);
    Box<double[]> halfBounded =
        Box.float64(new double[] {-INF, 0, -INF, -1}, new double[] {INF, INF, 1, 1});
    assertThat(halfBounded.sampler(7).sample())
        .containsExactly(
            0.0012301533574825742, 1.025203348294905, 0.43145134261674856, -0.5495856200188163);
    Sampler<int[]> unbounded = Box.int32(-INF, INF, 3).sampler(1);
    assertThat(unbounded.sample()).containsExactly(0, 0, 0);
    assertThat(unbounded.sample()).containsExactly(-2, 0, 0);
  }

  @Test
  void aRangeThatOverflowsCannotBeSampled() {
    Box<double[]> box = Box.float64(-Double.MAX_VALUE, Double.MAX_VALUE, 1);
    assertThat(box.contains(new double[1])).isTrue();
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> box.sampler(0).sample())
        .withMessageContaining("the range is Infinity");
  }

  @Test
  void takesNoMask() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Box.float32(0, 1).sampler(0).sample(new byte[1]));
  }

  private static short[] half(double value) {
    short[] bounds = new short[3];
    for (int i = 0; i < 3; i++) {
      DType.FLOAT16.set(bounds, i, value);
    }
    return bounds;
  }
}
