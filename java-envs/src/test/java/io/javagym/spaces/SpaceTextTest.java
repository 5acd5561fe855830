package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What toString gives, against what Gymnasium's repr gave with NumPy 2.4. */
class SpaceTextTest {
  private static final float INF = Float.POSITIVE_INFINITY;

  @Test
  void uniformBounds() {
    assertThat(Box.float32(-1, 1, 4)).hasToString("Box(-1.0, 1.0, (4,), float32)");
    assertThat(Box.float32(-INF, INF, 2, 3)).hasToString("Box(-inf, inf, (2, 3), float32)");
    assertThat(Box.uint8(0, 255, 210, 160, 3)).hasToString("Box(0, 255, (210, 160, 3), uint8)");
    assertThat(Box.uniform(DType.BOOL, 0, 1, 2)).hasToString("Box(False, True, (2,), bool)");
    assertThat(Box.float64(-1e-5, 1e16)).hasToString("Box(-1e-05, 1e+16, (1,), float64)");
    assertThat(Box.float64(0.1f, 1e15))
        .hasToString("Box(0.10000000149011612, 1000000000000000.0, (1,), float64)");
    assertThat(Box.float32(-Float.MAX_VALUE, 0.1f))
        .hasToString("Box(-3.4028235e+38, 0.1, (1,), float32)");
    assertThat(Box.uniform(DType.FLOAT16, 0.1, 65504))
        .hasToString("Box(0.1, 6.55e+04, (1,), float16)");
    assertThat(Box.of(DType.UINT64, new long[] {0}, new long[] {-1}))
        .hasToString("Box(0, 18446744073709551615, (), uint64)");
  }

  @Test
  void boundsThatDiffer() {
    assertThat(Box.float64(new double[] {-1, -2}, new double[] {2, 4}))
        .hasToString("Box([-1. -2.], [2. 4.], (2,), float64)");
    assertThat(
            Box.float32(
                new float[] {-4.8f, -INF, -0.41887903f, -INF},
                new float[] {4.8f, INF, 0.41887903f, INF}))
        .hasToString(
            "Box([-4.8               -inf -0.41887903        -inf],"
                + " [4.8               inf 0.41887903        inf], (4,), float32)");
    assertThat(
            Box.of(
                DType.FLOAT32,
                new float[] {-Float.MAX_VALUE, 1, 0.1f, -12.5f},
                new float[] {Float.MAX_VALUE, 1.5f, 0.2f, 12345.678f},
                2,
                2))
        .hasToString(
            """
            Box([[-3.4028235e+38  1.0000000e+00]
             [ 1.0000000e-01 -1.2500000e+01]], [[3.4028235e+38 1.5000000e+00]
             [2.0000000e-01 1.2345678e+04]], (2, 2), float32)\
            """);
  }

  @Test
  void longAndLargeArrays() {
    long[] counts = new long[30];
    java.util.Arrays.setAll(counts, i -> 95 + i);
    assertThat(MultiDiscrete.of(counts))
        .hasToString(
            """
            MultiDiscrete([ 95  96  97  98  99 100 101 102 103 104 105 106 107 108 109 110 111 112
             113 114 115 116 117 118 119 120 121 122 123 124])\
            """);
    long[] many = new long[1002];
    java.util.Arrays.setAll(many, i -> 1 + i);
    assertThat(MultiDiscrete.of(many, new long[1002], DType.INT64, 2, 501))
        .hasToString(
            """
            MultiDiscrete([[   1    2    3 ...  499  500  501]
             [ 502  503  504 ... 1000 1001 1002]])\
            """);
  }

  @Test
  void otherSpaces() {
    Discrete two = Discrete.of(2);
    assertThat(two).hasToString("Discrete(2)");
    assertThat(Discrete.of(3, -1, DType.INT8)).hasToString("Discrete(3, start=-1, dtype=int8)");
    assertThat(MultiDiscrete.of(5, 2)).hasToString("MultiDiscrete([5 2])");
    assertThat(MultiDiscrete.of(new long[] {5, 2}, new long[] {0, 1}))
        .hasToString("MultiDiscrete([5 2], start=[0 1])");
    assertThat(MultiBinary.of(5)).hasToString("MultiBinary(5)");
    assertThat(MultiBinary.of(3, 2)).hasToString("MultiBinary((3, 2))");
    assertThat(Tuple.of()).hasToString("Tuple()");
    assertThat(Tuple.of(two, two)).hasToString("Tuple(Discrete(2), Discrete(2))");
    assertThat(Dict.of("it's", two, "a\n\"b'", two))
        .hasToString("Dict('a\\n\"b\\'': Discrete(2), \"it's\": Discrete(2))");
    assertThat(Sequence.of(two, true)).hasToString("Sequence(Discrete(2), stack=True)");
    assertThat(Graph.of(two, null)).hasToString("Graph(Discrete(2), None)");
    assertThat(OneOf.of(two)).hasToString("OneOf(Discrete(2))");
  }
}
