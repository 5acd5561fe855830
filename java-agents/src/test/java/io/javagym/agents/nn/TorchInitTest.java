package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.random.NumpyGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchInitTest {

  @Test
  void parametersAreNamedAsInASequential() {
    assertThat(names(Architecture.mlp(Activation.RELU, 4, 128, 128, 2)))
        .containsExactly(
            "0.weight[128, 4]",
            "0.bias[128]",
            "2.weight[128, 128]",
            "2.bias[128]",
            "4.weight[2, 128]",
            "4.bias[2]");
    // Conv2d, ReLU, Conv2d, ReLU, Conv2d, ReLU, Flatten, Linear, ReLU, Linear
    assertThat(names(Architecture.natureCnn(4, 6)))
        .containsExactly(
            "0.weight[32, 4, 8, 8]",
            "0.bias[32]",
            "2.weight[64, 32, 4, 4]",
            "2.bias[64]",
            "4.weight[64, 64, 3, 3]",
            "4.bias[64]",
            "7.weight[512, 3136]",
            "7.bias[512]",
            "9.weight[6, 512]",
            "9.bias[6]");
  }

  /** A uniform distribution in +-b has the standard deviation b / sqrt(3). */
  @Test
  void valuesAreUniformByTheFanIn() {
    List<Parameter> parameters =
        TorchInit.draw(Architecture.natureCnn(4, 6), NumpyGenerator.seeded(1));
    int[] fanIn = {4 * 8 * 8, 32 * 4 * 4, 64 * 3 * 3, 3136, 512};
    for (int p = 0; p < parameters.size(); p++) {
      double bound = 1 / Math.sqrt(fanIn[p / 2]);
      float[] values = parameters.get(p).values();
      double squares = 0;
      double greatest = 0;
      for (float value : values) {
        squares += (double) value * value / values.length;
        greatest = Math.max(greatest, Math.abs(value));
      }
      assertThat(greatest).isLessThanOrEqualTo(bound * (1 + 1e-7));
      if (values.length > 1000) {
        assertThat(greatest).isGreaterThan(0.99 * bound);
        assertThat(Math.sqrt(squares)).isCloseTo(bound / Math.sqrt(3), within(0.02 * bound));
      }
    }
  }

  private static List<String> names(Architecture architecture) {
    return TorchInit.draw(architecture, NumpyGenerator.seeded(1)).stream()
        .map(Parameter::toString)
        .toList();
  }
}
