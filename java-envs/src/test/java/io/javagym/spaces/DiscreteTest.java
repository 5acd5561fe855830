package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiscreteTest {
  @Test
  void hasAnyIntegerInRange() {
    Discrete space = Discrete.of(3, -1);
    assertThat(Stream.of((byte) -1, (short) 0, 1, 1L)).allMatch(space::contains);
    assertThat(Stream.of(-2, 2L, Long.MAX_VALUE, 0.0, 0f, "0", 'a')).noneMatch(space::contains);
  }

  @Test
  void explainsWhatIsWrong() {
    assertThat(Discrete.of(6).explain(9)).isEqualTo("expected an integer in [0, 6), got 9");
    assertThat(Discrete.of(6).explain(0.5))
        .isEqualTo("expected an integer in [0, 6), got Double 0.5");
    assertThat(Discrete.of(Long.MAX_VALUE, 1).explain(0))
        .isEqualTo("expected an integer in [1, 9223372036854775808), got 0");
  }

  @Test
  void integersThatAreNotOfTheDtypeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Discrete.of(0))
        .withMessage("expected n > 0, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Discrete.of(256, 0, DType.UINT8));
    assertThatIllegalArgumentException().isThrownBy(() -> Discrete.of(10, 119, DType.INT8));
    assertThatIllegalArgumentException().isThrownBy(() -> Discrete.of(2, -1, DType.UINT64));
    assertThatIllegalArgumentException().isThrownBy(() -> Discrete.of(2, 0, DType.FLOAT32));
    assertThatIllegalArgumentException().isThrownBy(() -> Discrete.of(2, 0, DType.BOOL));
    assertThat(Discrete.of(10, 118, DType.INT8).n()).isEqualTo(10);
  }

  @Test
  void samplesAreThoseOfGymnasium() {
    assertThat(six(Discrete.of(3, -1).sampler(42))).containsExactly(-1L, 1L, 0L, 0L, 0L, 1L);
    assertThat(six(Discrete.of(200, 0, DType.UINT8).sampler(42)))
        .containsExactly(106L, 25L, 150L, 75L, 170L, 151L);
    assertThat(six(Discrete.of(6).sampler(BigInteger.TWO.pow(100))))
        .containsExactly(0L, 0L, 5L, 1L, 5L, 4L);
  }

  @Test
  void masksAndProbabilitiesRestrictSamples() {
    Sampler<Long> masked = Discrete.of(5).sampler(42);
    byte[] mask = {0, 1, 0, 1, 1};
    assertThat(Stream.generate(() -> masked.sample(mask)).limit(6))
        .containsExactly(1L, 4L, 3L, 3L, 3L, 4L);
    assertThat(Discrete.of(5, 7).sampler(0).sample(new byte[5])).isEqualTo(7);
    Sampler<Long> weighted = Discrete.of(5).sampler(42);
    masked.sample(mask);
    double[] probabilities = {.1, 0, .2, .3, .4};
    assertThat(Discrete.of(5).sampler(1).sampleByProbability(probabilities)).isNotEqualTo(1);
    assertThat(weighted.sampleByProbability(new double[] {0, 0, 0, 0, 1})).isEqualTo(4);
  }

  @Test
  void masksThatDoNotFitAreRefused() {
    Sampler<Long> sampler = Discrete.of(5).sampler(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.sample(new byte[4]))
        .withMessage("expected a byte[5] mask, got byte[4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.sample(new byte[] {0, 0, 2, 0, 0}))
        .withMessage("mask[2]: expected 0 to 1, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.sampleByProbability(new double[] {.5, .4, 0, 0, 0}));
  }

  @Test
  void aNegativeSeedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Discrete.of(2).sampler(-1))
        .withMessage("seed must be 0 or greater, got -1");
  }

  @Test
  void samplersWithoutASeedDiffer() {
    Discrete space = Discrete.of(Long.MAX_VALUE);
    assertThat(space.sampler().sample()).isNotEqualTo(space.sampler().sample());
  }

  private static List<Long> six(Sampler<Long> sampler) {
    return Stream.generate(sampler::sample).limit(6).toList();
  }
}
