package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GradientNormTest {
  private final Parameter a = new Parameter("a", List.of(2, 3));
  private final Parameter b = new Parameter("b", List.of(1));

  GradientNormTest() {
    a.gradients()[1] = 3;
    a.gradients()[5] = 12;
    b.gradients()[0] = 4;
  }

  @Test
  void allGradientsAreOneVector() {
    assertThat(GradientNorm.of(List.of(a, b))).isEqualTo(13);
  }

  @Test
  void aLongOneIsShortened() {
    assertThat(GradientNorm.clip(List.of(a, b), 6.5)).isEqualTo(13);
    assertThat(GradientNorm.of(List.of(a, b))).isCloseTo(6.5, within(1e-5));
    assertThat((double) b.gradients()[0]).isCloseTo(2, within(1e-5));
  }

  @Test
  void aShortOneIsLeft() {
    assertThat(GradientNorm.clip(List.of(a, b), 13.1)).isEqualTo(13);
    assertThat(b.gradients()).containsExactly(4);
  }
}
