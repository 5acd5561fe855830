package io.javagym.agents.policygradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReturnsTest {

  @Test
  void eachStepHasWhatComesAfterIt() {
    double[] g = new double[5];
    Returns.discounted(new double[] {9, 1, 2, 3, 9}, 1, 4, 0.5, 8, g);
    assertThat(g).containsExactly(0, 1 + 0.5 * (2 + 0.5 * (3 + 0.5 * 8)), 2 + 0.5 * 7, 7, 0);
  }

  @Test
  void normalizedReturnsHaveMean0AndDeviation1() {
    double[] values = {1, 2, 3, 4, 99};
    Returns.normalize(values, 4);
    double std = Math.sqrt(5 / 3.0);
    assertThat(values[0]).isCloseTo(-1.5 / std, within(1e-7));
    assertThat(values[3]).isCloseTo(1.5 / std, within(1e-7));
    assertThat(values[4]).isEqualTo(99);
  }

  @Test
  void oneReturnAloneSaysNothing() {
    double[] values = {7};
    Returns.normalize(values, 1);
    assertThat(values).containsExactly(0);
  }
}
