package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** python/tests/parity/learning holds it to PyTorch's. */
class AdamTest {

  /** The numbers of the issue: DJL's own Adam moves by 2.4e-4 here. */
  @Test
  void theFirstStepIsPyTorchs() {
    Parameter p = new Parameter("p", List.of(1));
    p.gradients()[0] = 1e-4f;
    new Adam(List.of(), List.of(p), 1e-3, 1e-5).step();
    assertThat((double) p.values()[0]).isCloseTo(-9.1e-4, within(1e-6));
  }

  @Test
  void stepsFollowTheAlgorithm() {
    Parameter p = new Parameter("p", List.of(3));
    Adam adam = new Adam(List.of(), List.of(p), 0.01, 1e-8);
    double[] theta = new double[3];
    double[] m = new double[3];
    double[] v = new double[3];
    for (int t = 1; t <= 50; t++) {
      for (int i = 0; i < 3; i++) {
        double g = Math.sin(t * (i + 1)) + 0.3 * i;
        p.gradients()[i] = (float) g;
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double vHat = v[i] / (1 - Math.pow(0.999, t));
        theta[i] -= 0.01 * mHat / (Math.sqrt(vHat) + 1e-8);
      }
      adam.step();
    }
    for (int i = 0; i < 3; i++) {
      assertThat((double) p.values()[i]).isCloseTo(theta[i], within(1e-6));
    }
  }

  @Test
  void theLearningRateMayChange() {
    Parameter p = new Parameter("p", List.of(1));
    Adam adam = new Adam(List.of(), List.of(p), 0.01, 1e-8);
    p.gradients()[0] = 1;
    adam.learningRate(0);
    adam.step();
    assertThat(p.values()).containsExactly(0);
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Adam(List.of(), List.of(), 0, 1e-8))
        .hasMessage("the learning rate is 0.0, expected more than 0");
    assertThatThrownBy(() -> new Adam(List.of(), List.of(), 0.1, Double.NaN))
        .hasMessage("epsilon is NaN, expected more than 0");
    Adam adam = new Adam(List.of(), List.of(), 0.1, 1e-8);
    assertThatThrownBy(() -> adam.learningRate(-1))
        .hasMessage("the learning rate is -1.0, expected at least 0");
  }
}
