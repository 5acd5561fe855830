package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** MultiDiscrete and MultiBinary. */
class ArraySpaceTest {
  private static final MultiDiscrete GRID =
      MultiDiscrete.of(new long[] {1, 2, 3, 4}, new long[4], DType.INT64, 2, 2);

  @Test
  void samplesAreThoseOfGymnasium() {
    Sampler<long[]> grid = GRID.sampler(42);
    assertThat(grid.sample()).containsExactly(0, 0, 2, 2);
    assertThat(grid.sample()).containsExactly(0, 1, 2, 3);
    Sampler<byte[]> bits = MultiBinary.of(9).sampler(42);
    assertThat(bits.sample()).containsExactly(1, 0, 1, 0, 1, 1, 0, 1, 1);
    assertThat(bits.sample()).containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 1);
  }

  @Test
  void explainWhatIsWrong() {
    assertThat(GRID.explain(new long[] {0, 0, 3, 0}))
        .isEqualTo("[1][0]: expected an integer in [0, 2], got 3");
    assertThat(GRID.explain(new int[4]))
        .isEqualTo("expected a long[] of 4 elements (int64, shape [2, 2]), got int[4]");
    assertThat(MultiBinary.of(2).explain(new byte[] {0, 2}))
        .isEqualTo("[1]: expected 0 or 1, got 2");
    assertThat(MultiBinary.of(2).explain(new byte[3]))
        .isEqualTo("expected a byte[] of 2 elements (int8, shape [2]), got byte[3]");
  }

  @Test
  void anIntegerFarFromTheStartIsNoElement() {
    MultiDiscrete space = MultiDiscrete.of(new long[] {3}, new long[] {-1});
    assertThat(space.explain(new long[] {Long.MAX_VALUE}))
        .isEqualTo("[0]: expected an integer in [-1, 1], got 9223372036854775807");
  }

  @Test
  void masksRestrictSamples() {
    byte[][][] mask = {{{1}, {0, 1}}, {{0, 1, 0}, {0, 0, 0, 0}}};
    assertThat(GRID.sampler(0).sample(mask)).containsExactly(0, 1, 1, 0);
    double[][][] probability = {{{1}, {0, 1}}, {{0, 1, 0}, {0, 0, 0, 1}}};
    assertThat(GRID.sampler(0).sampleByProbability(probability)).containsExactly(0, 1, 1, 3);
    assertThat(MultiBinary.of(3).sampler(0).sample(new byte[] {1, 0, 1})).containsExactly(1, 0, 1);
    assertThat(MultiBinary.of(2).sampler(0).sampleByProbability(new double[] {1, 0}))
        .containsExactly(1, 0);
  }

  @Test
  void badArraysAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultiDiscrete.of(3, 0))
        .withMessage("expected n > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultiDiscrete.of(new long[2], new long[3]))
        .withMessage("expected 2 elements for shape [2], got nvec of 2, start of 3");
    assertThatIllegalArgumentException().isThrownBy(() -> MultiBinary.of(2, 0));
  }
}
