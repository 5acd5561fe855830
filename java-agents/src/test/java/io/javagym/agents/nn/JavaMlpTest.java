package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.random.NumpyGenerator;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JavaMlpTest {

  @Property(tries = 150)
  void outputsAndGradientsAreThoseOfTheDefinition(
      @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 40) Integer> layers,
      @ForAll Activation activation,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll long seed) {
    int[] sizes = layers.stream().mapToInt(Integer::intValue).toArray();
    NumpyGenerator random = NumpyGenerator.seeded(seed >>> 1);
    Network network = Backend.JAVA.create(Architecture.mlp(activation, sizes), random);
    DoubleMlp reference = new DoubleMlp(network);
    float[][] x = normal(random, batch, sizes[0]);
    float[][] dy = normal(random, batch, sizes[sizes.length - 1]);

    float[][] y = network.forward(x, batch);
    for (int row = 0; row < batch; row++) {
      double[] expected = reference.forward(x[row]);
      for (int o = 0; o < expected.length; o++) {
        assertThat((double) y[row][o]).isCloseTo(expected[o], within(1e-5));
      }
    }
    Assume.that(reference.nearestEdge() > 1e-4);
    float[][] weight = copy(dy); // backward works on what it is given
    network.backward(dy);
    for (int p = 0; p < network.parameters().size(); p++) {
      float[] gradients = network.parameters().get(p).gradients();
      for (int draw = 0; draw < 10; draw++) {
        int i = (int) random.integers(0, gradients.length);
        double slope = reference.slope(p, i, x, weight, batch);
        assertThat((double) gradients[i])
            .as("%s[%d]", network.parameters().get(p), i)
            .isCloseTo(slope, within(2e-5 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  @Test
  void aSmallerBatchAfterALargerOneLeavesNothingBehind() {
    Architecture shape = Architecture.mlp(Activation.RELU, 4, 32, 2);
    Network used = Backend.JAVA.create(shape, NumpyGenerator.seeded(1));
    Network fresh = Backend.JAVA.create(shape, NumpyGenerator.seeded(1));
    NumpyGenerator random = NumpyGenerator.seeded(2);
    used.forward(normal(random, 50, 4), 50);
    used.backward(normal(random, 50, 2));
    float[][] x = normal(random, 3, 4);
    float[][] dy = normal(random, 3, 2);
    for (Network network : new Network[] {used, fresh}) {
      network.forward(x, 3);
      network.backward(copy(dy));
    }
    for (int p = 0; p < 4; p++) {
      assertThat(used.parameters().get(p).gradients())
          .isEqualTo(fresh.parameters().get(p).gradients());
    }
  }

  @Test
  void aTargetFollowsByTau() {
    Architecture shape = Architecture.mlp(Activation.RELU, 4, 8, 2);
    Network online = Backend.JAVA.create(shape, NumpyGenerator.seeded(1));
    Network target = Backend.JAVA.create(shape, NumpyGenerator.seeded(2));
    float before = target.parameters().get(0).values()[5];
    target.approach(online, 0.25);
    assertThat(target.parameters().get(0).values()[5])
        .isEqualTo(0.75f * before + 0.25f * online.parameters().get(0).values()[5]);
    target.approach(online, 1);
    float[][] x = normal(NumpyGenerator.seeded(3), 1, 4);
    assertThat(target.predict(x, 1)[0]).isEqualTo(online.predict(x, 1)[0]);
  }

  @Test
  void convolutionsAreRefused() {
    assertThatThrownBy(
            () -> Backend.JAVA.create(Architecture.natureCnn(4, 6), NumpyGenerator.seeded(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the java backend has linear layers only, got [Conv2d")
        .hasMessageEndingWith("take the djl backend");
  }

  static float[][] normal(NumpyGenerator random, int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.standardNormal();
      }
    }
    return matrix;
  }

  static float[][] copy(float[][] matrix) {
    float[][] copy = new float[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
