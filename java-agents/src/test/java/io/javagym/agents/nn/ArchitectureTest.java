package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void anMlpHasNoActivationAtItsEnd() {
    Architecture mlp = Architecture.mlp(Activation.TANH, 4, 32, 2);
    assertThat(mlp.layers())
        .containsExactly(
            new Layer.Linear(4, 32, Activation.TANH), new Layer.Linear(32, 2, Activation.IDENTITY));
    assertThat(mlp.inputs()).isEqualTo(4);
    assertThat(mlp.outputs()).isEqualTo(2);
    assertThat(mlp.isMlp()).isTrue();
  }

  @Test
  void theNatureCnnHasTheSizesOfThePaper() {
    Architecture cnn = Architecture.natureCnn(4, 18);
    assertThat(cnn.inputs()).isEqualTo(4 * 84 * 84);
    assertThat(cnn.outputs()).isEqualTo(18);
    assertThat(cnn.isMlp()).isFalse();
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    Layer four = new Layer.Linear(4, 8, Activation.RELU);
    Layer nine = new Layer.Linear(9, 2, Activation.IDENTITY);
    assertThatThrownBy(() -> new Architecture(List.of(4), List.of(four, nine)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit an input of shape [8]");
    Layer conv = new Layer.Conv2d(1, 2, 3, 1, Activation.RELU);
    assertThatThrownBy(() -> new Architecture(List.of(1, 5, 5), List.of(conv)))
        .hasMessageStartingWith("the last layer must be linear");
    assertThatThrownBy(() -> new Architecture(List.of(1, 2, 5), List.of(conv)))
        .hasMessageContaining("does not fit an input of shape [1, 2, 5]");
    assertThatThrownBy(() -> new Layer.Linear(0, 2, Activation.RELU))
        .hasMessage("a linear layer of 0 inputs and 2 outputs, expected at least 1 of each");
  }

  @Test
  void unknownBackendsAreErrors() {
    assertThat(Backend.named("java")).isSameAs(Backend.JAVA);
    assertThatThrownBy(() -> Backend.named("tpu"))
        .hasMessage("unknown backend 'tpu'; expected one of java, djl");
  }
}
