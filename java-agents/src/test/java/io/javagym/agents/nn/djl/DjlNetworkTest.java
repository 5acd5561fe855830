package io.javagym.agents.nn.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.random.NumpyGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DjlNetworkTest {
  private static final Backend DJL = Backend.named("djl");

  /** Two updates, since gradients of the first must not be left in those of the second. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void gradientsAreThoseOfTheJavaBackend(Activation activation) {
    Architecture shape = Architecture.mlp(activation, 5, 32, 24, 3);
    NumpyGenerator random = NumpyGenerator.seeded(4);
    try (Network java = Backend.JAVA.create(shape, NumpyGenerator.seeded(1));
        Network djl = DJL.create(shape, NumpyGenerator.seeded(1))) {
      Adam javaAdam = new Adam(java, 1e-3);
      Adam djlAdam = new Adam(djl, 1e-3);
      for (int update = 0; update < 2; update++) {
        float[][] x = normal(random, 16, 5);
        float[][] dy = normal(random, 16, 3);
        float[][] yJava = java.forward(x, 16);
        float[][] yDjl = djl.forward(x, 16);
        for (int row = 0; row < 16; row++) {
          assertClose(yDjl[row], yJava[row], 1e-6);
        }
        djl.predict(normal(random, 1, 5), 1); // between the two, as when acting
        djl.backward(dy);
        java.backward(dy);
        for (int p = 0; p < 6; p++) {
          assertClose(
              djl.parameters().get(p).gradients(), java.parameters().get(p).gradients(), 1e-5);
        }
        javaAdam.step();
        djlAdam.step();
      }
    }
  }

  /** The slope along a random direction, by differences. */
  @Test
  void theNatureCnnHasTheGradientOfItsOutputs() {
    Architecture shape = Architecture.natureCnn(4, 6);
    NumpyGenerator random = NumpyGenerator.seeded(2);
    float[][] x = normal(random, 2, shape.inputs());
    float[][] dy = normal(random, 2, 6);
    try (Network network = DJL.create(shape, random)) {
      network.forward(x, 2);
      network.backward(dy);
      List<float[]> direction = new ArrayList<>();
      double expected = 0;
      for (var p : network.parameters()) {
        float[] d = normal(random, 1, p.values().length)[0];
        for (int i = 0; i < d.length; i++) {
          d[i] *= 1e-5f;
          expected += d[i] * p.gradients()[i];
        }
        direction.add(d);
      }
      double above = moved(network, direction, 1, x, dy);
      double below = moved(network, direction, -2, x, dy);
      assertThat((above - below) / 2).isCloseTo(expected, within(0.02 * Math.abs(expected) + 1e-5));
    }
  }

  @Test
  void equalSeedsGiveEqualBits() {
    float[][] first = trained();
    float[][] second = trained();
    for (int p = 0; p < first.length; p++) {
      assertThat(first[p]).isEqualTo(second[p]);
    }
  }

  private static float[][] trained() {
    NumpyGenerator random = NumpyGenerator.seeded(9);
    try (Network network = DJL.create(Architecture.natureCnn(1, 3), random)) {
      Adam adam = new Adam(network, 1e-3);
      float[][] x = normal(random, 4, network.architecture().inputs());
      for (int update = 0; update < 3; update++) {
        float[][] y = network.forward(x, 4);
        network.backward(y);
        adam.step();
      }
      return network.parameters().stream().map(p -> p.values().clone()).toArray(float[][]::new);
    }
  }

  private static double moved(
      Network network, List<float[]> direction, int times, float[][] x, float[][] dy) {
    for (int p = 0; p < direction.size(); p++) {
      float[] values = network.parameters().get(p).values();
      for (int i = 0; i < values.length; i++) {
        values[i] += times * direction.get(p)[i];
      }
    }
    network.changed();
    float[][] y = network.predict(x, 2);
    double sum = 0;
    for (int row = 0; row < 2; row++) {
      for (int o = 0; o < y[row].length; o++) {
        sum += (double) dy[row][o] * y[row][o];
      }
    }
    return sum;
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static float[][] normal(NumpyGenerator random, int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.standardNormal();
      }
    }
    return matrix;
  }
}
