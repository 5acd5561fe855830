package io.javagym.agents.policygradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.agents.Experience;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Parameter;
import io.javagym.agents.training.Budget;
import io.javagym.agents.training.History;
import io.javagym.agents.training.Trainer;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** X4. */
class VanillaPolicyGradientTest {

  private static VanillaPolicyGradient<float[], Long> agent(
      Env<float[], Long> env, Credit credit, int epochSteps, long seed) {
    return new VanillaPolicyGradient<>(
        env.observationSpace(),
        env.actionSpace(),
        credit,
        32,
        1e-2,
        epochSteps,
        20,
        Backend.JAVA,
        NumpyGenerator.seeded(seed));
  }

  @ParameterizedTest
  @EnumSource(Credit.class)
  void itBalancesThePole(Credit credit) {
    History history = new History();
    try (Env<float[], Long> env = Gym.make("CartPole-v1");
        VanillaPolicyGradient<float[], Long> agent = agent(env, credit, 5000, 1)) {
      Trainer.train(env, agent, 1, Budget.steps(50 * 5000), List.of(history));
      assertThat(agent.metrics().get("epoch")).isBetween(45.0, 50.0);
    }
    assertThat(history.meanReturn(100)).isGreaterThan(150);
  }

  /** The first gradient of many agents of equal weights, in the same episodes and in others. */
  @Test
  void rewardToGoHasTheLowerGradientVariance() {
    assertThat(gradientVariance(Credit.REWARD_TO_GO))
        .isLessThan(0.8 * gradientVariance(Credit.TOTAL_RETURN));
  }

  private static double gradientVariance(Credit credit) {
    int samples = 100;
    List<float[]> gradients = new ArrayList<>();
    try (Env<float[], Long> env = Gym.make("CartPole-v1")) {
      VanillaPolicyGradient<float[], Long> first = agent(env, credit, 500, 0);
      for (int i = 0; i < samples; i++) {
        VanillaPolicyGradient<float[], Long> agent = agent(env, credit, 500, i);
        agent.network().approach(first.network(), 1);
        int steps = 0;
        float[] observation = env.reset(i).observation();
        while (agent.metrics().get("epoch") == 0) {
          long action = agent.act(observation);
          var step = env.step(action);
          steps++;
          agent.update(
              new Experience<>(
                  observation,
                  action,
                  step.reward(),
                  step.observation(),
                  step.terminated(),
                  step.truncated()));
          observation = step.done() ? env.reset().observation() : step.observation();
        }
        assertThat(steps).isGreaterThanOrEqualTo(500);
        gradients.add(flat(agent.network().parameters()));
      }
    }
    double variance = 0;
    for (int i = 0; i < gradients.get(0).length; i++) {
      double mean = 0;
      double squares = 0;
      for (float[] g : gradients) {
        mean += g[i] / samples;
        squares += (double) g[i] * g[i] / samples;
      }
      variance += squares - mean * mean;
    }
    return variance;
  }

  private static float[] flat(List<Parameter> parameters) {
    float[] all = new float[parameters.stream().mapToInt(p -> p.gradients().length).sum()];
    int at = 0;
    for (Parameter p : parameters) {
      System.arraycopy(p.gradients(), 0, all, at, p.gradients().length);
      at += p.gradients().length;
    }
    return all;
  }

  @Test
  void aLossThatIsNotFiniteNamesTheEpoch() {
    float[] s = {0, 0};
    try (VanillaPolicyGradient<float[], Long> agent =
        new VanillaPolicyGradient<>(
            Box.float32(-1, 1, 2),
            Discrete.of(2),
            Credit.ADVANTAGE,
            8,
            1e-2,
            1,
            1,
            Backend.JAVA,
            NumpyGenerator.seeded(1))) {
      long action = agent.act(s);
      assertThatThrownBy(
              () -> agent.update(new Experience<>(s, action, Double.NaN, s, true, false)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the policy gradient diverged: the loss is NaN in epoch 0");
    }
  }
}
