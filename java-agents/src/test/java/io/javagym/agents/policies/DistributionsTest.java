package io.javagym.agents.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** python/tests/parity/learning holds samples and likelihoods to PyTorch's. */
class DistributionsTest {
  private static final float STEP = 1e-2f;

  enum Kind {
    CATEGORICAL,
    FREE,
    NETWORK
  }

  @Property(tries = 200)
  void gradientsAreDerivatives(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = 6) int size,
      @ForAll @IntRange(max = 1000) int seed) {
    NumpyGenerator random = NumpyGenerator.seeded(seed);
    ActionDistribution pi =
        switch (kind) {
          case CATEGORICAL -> new Categorical(size);
          case FREE -> DiagonalGaussian.withFreeLogStd(size);
          case NETWORK -> DiagonalGaussian.withLogStdFromNetwork(size);
        };
    float[] outputs = new float[pi.outputs()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (float) random.uniform(-1, 1);
    }
    for (var p : pi.parameters()) {
      for (int i = 0; i < p.values().length; i++) {
        p.values()[i] = (float) random.uniform(-1, 1);
      }
    }
    float[] action = new float[pi.actionSize()];
    pi.sample(outputs, random, action);

    float[] d = new float[outputs.length];
    pi.gradient(outputs, action, 0.7, -0.3, d);
    for (int i = 0; i < d.length; i++) {
      assertThat((double) d[i]).isCloseTo(slope(pi, outputs, i, outputs, action), within(5e-3));
    }
    for (var p : pi.parameters()) {
      for (int i = 0; i < p.values().length; i++) {
        assertThat((double) p.gradients()[i])
            .isCloseTo(slope(pi, p.values(), i, outputs, action), within(5e-3));
      }
    }
  }

  /** Of 0.7 log pi(action) - 0.3 entropy by one of the numbers. */
  private static double slope(
      ActionDistribution pi, float[] numbers, int i, float[] outputs, float[] action) {
    float value = numbers[i];
    numbers[i] = value + STEP;
    double above = 0.7 * pi.logProb(outputs, action) - 0.3 * pi.entropy(outputs);
    double stepUp = numbers[i] - (double) value;
    numbers[i] = value - STEP;
    double below = 0.7 * pi.logProb(outputs, action) - 0.3 * pi.entropy(outputs);
    double stepDown = (double) value - numbers[i];
    numbers[i] = value;
    return (above - below) / (stepUp + stepDown);
  }

  @Test
  void actionsAreDrawnByTheirProbabilities() {
    Categorical pi = new Categorical(3);
    float[] logits = {(float) Math.log(0.2), (float) Math.log(0.5), (float) Math.log(0.3)};
    NumpyGenerator random = NumpyGenerator.seeded(1);
    float[] action = new float[1];
    int[] counts = new int[3];
    for (int i = 0; i < 100_000; i++) {
      pi.sample(logits, random, action);
      counts[(int) action[0]]++;
    }
    assertThat(counts[0] / 1e5).isCloseTo(0.2, within(0.006));
    assertThat(counts[1] / 1e5).isCloseTo(0.5, within(0.006));
  }

  @Test
  void aBoxesActionsAreClipped() {
    Actions<float[]> actions =
        Actions.of("PPO", Box.float32(new float[] {-1, -2}, new float[] {1, 2}));
    assertThat(actions.distribution().outputs()).isEqualTo(2);
    assertThat(actions.decode(new float[] {-3, 1.5f})).containsExactly(-1, 1.5f);
  }

  @Test
  void discreteActionsStartWhereTheSpaceDoes() {
    Actions<Long> actions = Actions.of("PPO", Discrete.of(4, -1));
    assertThat(actions.decode(new float[] {2})).isEqualTo(1);
  }

  @Test
  void otherSpacesAreRefused() {
    assertThatThrownBy(() -> Actions.of("PPO", MultiBinary.of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("PPO acts by Discrete, or a Box of float32, got MultiBinary");
  }
}
