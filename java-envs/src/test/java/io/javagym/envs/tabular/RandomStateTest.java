package io.javagym.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** X5 of the reference experiments. */
class RandomStateTest extends EnvTest {
  RandomStateTest() {
    super("RandomState-v0", Map.of());
  }

  @Test
  void oneUpdateGivesOne() {
    double eta = 1;
    double gamma = 0.5;
    RandomState env = new RandomState(Kwargs.empty());
    double[][] q = new double[env.numStates()][env.numActions()];
    int s = env.reset(0).observation().intValue();
    Step<Long> step = env.step(0L);
    double best = Arrays.stream(q[step.observation().intValue()]).max().orElseThrow();

    q[s][0] += eta * (step.reward() + gamma * best - q[s][0]);

    assertThat(q[s][0]).isEqualTo(1);
  }

  @Test
  void everyStateFollowsWithTheSameProbability() {
    RandomState env = new RandomState(Kwargs.empty());

    assertThat(env.numStates()).isEqualTo(5);
    assertThat(env.transitions(2, 1))
        .hasSize(5)
        .allSatisfy(t -> assertThat(t.probability()).isEqualTo(0.2))
        .allSatisfy(t -> assertThat(t.reward()).isEqualTo(1))
        .noneMatch(Transition::terminated);
  }
}
