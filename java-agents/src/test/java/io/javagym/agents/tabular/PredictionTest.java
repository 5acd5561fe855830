package io.javagym.agents.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.agents.Experience;
import io.javagym.agents.Schedule;
import io.javagym.agents.training.Budget;
import io.javagym.agents.training.Trainer;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
  private static final Discrete STATES = Discrete.of(4);
  private static final Discrete ACTIONS = Discrete.of(2);
  private static final double[][] PI = TablePolicies.uniform(4, 2);
  private static final double GAMMA = 0.5;

  @Test
  void tdLooksOneStepAhead() {
    Prediction td = new TdZero(STATES, ACTIONS, PI, GAMMA, Schedule.constant(0.5), random());
    td.v()[1] = 8;

    td.update(step(0, 2, 1));

    assertThat(td.v()).containsExactly(0.5 * (2 + 0.5 * 8), 8, 0, 0);
  }

  @Test
  void kStepsLookThatFarAhead() {
    Prediction td = new KStepTd(STATES, ACTIONS, PI, 2, GAMMA, Schedule.constant(1), random());
    td.v()[2] = 16;

    td.update(step(0, 1, 1));
    assertThat(td.v()[0]).isZero(); // its target is not known yet
    td.update(step(1, 2, 2));
    assertThat(td.v()[0]).isEqualTo(1 + 0.5 * 2 + 0.25 * 16);
    td.update(terminal(2, 4, 3));
    assertThat(td.v()).containsExactly(6, 2 + 0.5 * 4, 4, 0);
  }

  @Test
  void monteCarloLearnsWhenTheEpisodeIsOver() {
    Prediction mc = new MonteCarlo(STATES, ACTIONS, PI, GAMMA, Schedule.constant(1), random());

    mc.update(step(0, 1, 1));
    mc.update(step(1, 2, 2));
    assertThat(mc.v()).containsOnly(0);
    mc.update(terminal(2, 4, 3));

    assertThat(mc.v()).containsExactly(1 + 0.5 * 2 + 0.25 * 4, 2 + 0.5 * 4, 4, 0);
  }

  @Test
  void whereItIsCutOffTheStateHasItsValue() {
    for (Prediction learner :
        List.of(
            new TdZero(STATES, ACTIONS, PI, GAMMA, Schedule.constant(1), random()),
            new KStepTd(STATES, ACTIONS, PI, 3, GAMMA, Schedule.constant(1), random()),
            new MonteCarlo(STATES, ACTIONS, PI, GAMMA, Schedule.constant(1), random()))) {
      learner.v()[1] = 10;

      learner.update(new Experience<>(0L, 0L, 1, 1L, false, true));

      assertThat(learner.v()[0]).isEqualTo(1 + 0.5 * 10);
    }
  }

  @Test
  void episodesDontMix() {
    Prediction td = new KStepTd(STATES, ACTIONS, PI, 3, GAMMA, Schedule.constant(1), random());

    td.update(step(0, 1, 1));
    td.update(terminal(1, 2, 3));
    td.update(terminal(2, 4, 3));

    assertThat(td.v()).containsExactly(2, 2, 4, 0);
    assertThat(td.visits()).containsExactly(1, 1, 1, 0);
  }

  /** On the same steps, k = 1 is TD(0), and a k longer than any episode is Monte Carlo. */
  @Test
  void theFirstAndTheLastKAreTdAndMonteCarlo() {
    try (Env<Long, Long> env = Gym.make("FrozenLake-v1")) {
      double[][] pi = TablePolicies.uniform(16, 4);
      Schedule alpha = Schedule.constant(0.1);
      var states = env.observationSpace();
      var actions = env.actionSpace();
      Prediction td = new TdZero(states, actions, pi, 0.9, alpha, random());
      Prediction one = new KStepTd(states, actions, pi, 1, 0.9, alpha, random());
      Prediction mc = new MonteCarlo(states, actions, pi, 0.9, alpha, random());
      Prediction many = new KStepTd(states, actions, pi, 1000, 0.9, alpha, random());

      for (Prediction learner : List.of(td, one, mc, many)) {
        Trainer.train(env, learner, 1, Budget.episodes(500), List.of());
      }

      assertThat(one.v()).containsExactly(td.v());
      // These learn in another order within an episode, which matters where a state comes twice.
      assertThat(many.v()).containsExactly(mc.v(), within(0.02));
      assertThat(many.visits()).containsExactly(mc.visits());
      assertThat(mc.v()[14]).isGreaterThan(0.1);
    }
  }

  @Test
  void followsItsPolicy() {
    double[][] pi = {{0.25, 0.75}, {1, 0}, {1, 0}, {1, 0}};
    Prediction td = new TdZero(STATES, ACTIONS, pi, GAMMA, Schedule.constant(1), random());

    int count = 0;
    for (int i = 0; i < 10_000; i++) {
      count += Math.toIntExact(td.act(0L));
      assertThat(td.act(1L)).isZero();
    }

    assertThat(count / 10_000.0).isCloseTo(0.75, within(0.02));
  }

  @Test
  void saysWhatItCantDo() {
    assertThatThrownBy(
            () -> new KStepTd(STATES, ACTIONS, PI, 0, GAMMA, Schedule.constant(1), random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k is 0, expected at least 1");
    assertThatThrownBy(
            () -> new TdZero(Discrete.of(5), ACTIONS, PI, GAMMA, Schedule.constant(1), random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pi is of shape [4][2], expected [5][2]");
    Prediction td = new TdZero(STATES, ACTIONS, PI, GAMMA, Schedule.constant(1), random());
    assertThatThrownBy(() -> td.update(step(0, Double.NaN, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("values diverged: target NaN for V(0) = 0.0");
  }

  private static NumpyGenerator random() {
    return NumpyGenerator.seeded(1);
  }

  private static Experience<Long, Long> step(long s, double reward, long next) {
    return new Experience<>(s, 0L, reward, next, false, false);
  }

  private static Experience<Long, Long> terminal(long s, double reward, long next) {
    return new Experience<>(s, 0L, reward, next, true, false);
  }
}
