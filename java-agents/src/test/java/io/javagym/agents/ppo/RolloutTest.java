package io.javagym.agents.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.random.NumpyGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RolloutTest {

  /**
   * Equation 16 as it stands: the sum over l of (gamma lambda)^l delta_{t+l}, to the episode's end.
   */
  @Property(tries = 200)
  void advantagesAreTheSumOfTheFormula(
      @ForAll @IntRange(min = 1, max = 3) int numEnvs,
      @ForAll @IntRange(min = 1, max = 30) int steps,
      @ForAll @DoubleRange(min = 0, max = 1) double gamma,
      @ForAll @DoubleRange(min = 0, max = 1) double lambda,
      @ForAll @IntRange(max = 1000) int seed) {
    NumpyGenerator random = NumpyGenerator.seeded(seed);
    Rollout rollout = new Rollout(numEnvs, steps, 1, 1);
    for (int i = 0; i < rollout.size(); i++) {
      rollout.reward[i] = random.standardNormal();
      rollout.value[i] = random.standardNormal();
      rollout.nextValue[i] = random.standardNormal();
      rollout.terminated[i] = random.random() < 0.1;
      rollout.done[i] = rollout.terminated[i] || random.random() < 0.1;
    }
    rollout.estimateAdvantages(gamma, lambda);

    for (int env = 0; env < numEnvs; env++) {
      for (int t = 0; t < steps; t++) {
        double sum = 0;
        for (int l = 0; t + l < steps; l++) {
          int i = rollout.row(t + l, env);
          double future = rollout.terminated[i] ? 0 : gamma * rollout.nextValue[i];
          sum += Math.pow(gamma * lambda, l) * (rollout.reward[i] + future - rollout.value[i]);
          if (rollout.done[i]) {
            break;
          }
        }
        int i = rollout.row(t, env);
        assertThat(rollout.advantage[i]).isCloseTo(sum, within(1e-12));
        assertThat(rollout.valueTarget[i]).isCloseTo(sum + rollout.value[i], within(1e-12));
      }
    }
  }
}
