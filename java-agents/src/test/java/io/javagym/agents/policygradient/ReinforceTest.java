package io.javagym.agents.policygradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.agents.Experience;
import io.javagym.agents.nn.Backend;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import org.junit.jupiter.api.Test;

class ReinforceTest {
  private static final Box<float[]> SEEN = Box.float32(-10, 10, 2);
  private static final float[] S = {1, -1};

  private static Reinforce<float[], Long> agent() {
    return new Reinforce<>(
        SEEN, Discrete.of(3), 16, 1e-2, 0.0, Backend.JAVA, NumpyGenerator.seeded(1));
  }

  @Test
  void itLearnsWhichActionIsPaid() {
    try (Reinforce<float[], Long> agent = agent()) {
      int paid = 0;
      for (int i = 0; i < 4000; i++) {
        long action = agent.act(S);
        paid += action == 2 && i >= 3000 ? 1 : 0;
        agent.update(new Experience<>(S, action, action == 2 ? 1 : 0, S, i % 20 == 19, false));
      }
      assertThat(paid).isGreaterThan(950);
    }
  }

  /** Its memory grows in the middle of an episode; what it has seen must not get lost. */
  @Test
  void anEpisodeMayBeLong() {
    try (Reinforce<float[], Long> agent = agent()) {
      for (int i = 0; i < 3000; i++) {
        long action = agent.act(S);
        agent.update(new Experience<>(S, action, i % 7, S, false, i == 2999));
      }
      assertThat(agent.metrics().get("loss")).isFinite();
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesTheEpisode() {
    try (Reinforce<float[], Long> agent = agent()) {
      long action = agent.act(S);
      assertThatThrownBy(
              () -> agent.update(new Experience<>(S, action, Double.NaN, S, true, false)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "REINFORCE diverged: the loss is NaN in episode 0, of 1 steps; lower the learning rate");
    }
  }
}
