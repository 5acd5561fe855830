package io.javagym.agents.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.Step;
import io.javagym.agents.Experience;
import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import org.junit.jupiter.api.Test;

class QLearningTest {
  private static final int RIGHT = 2;

  @Test
  void x5RandomStateGivesOneAfterOneUpdate() {
    QLearning agent = agent(5, 2, 1.0, 0.5);
    try (Env<Long, Long> env = Gym.make("RandomState-v0")) {
      long state = env.reset(1).observation();
      Step<Long> step = env.step(0L);

      agent.update(experience(state, 0, step.reward(), step.observation(), false, false));

      assertThat(agent.q()[(int) state][0]).isEqualTo(1.0);
    }
  }

  @Test
  void x11GridUpdate() {
    QLearning agent = agent(9, 4, 0.1, 0.9);
    int middle = 1 * 3 + 1;
    int next = 1 * 3 + 2;
    agent.q()[middle][RIGHT] = 3.0;
    agent.q()[next][0] = 5.0;

    agent.update(experience(middle, RIGHT, -1, next, false, false));

    assertThat(agent.q()[middle][RIGHT]).isCloseTo(3.05, within(1e-15));
  }

  @Test
  void x17MarsRoverUpdate() {
    QLearning agent = agent(7, 3, 0.5, 0.9);
    agent.q()[4][RIGHT] = 10; // Q(s5, right)

    agent.update(experience(3, RIGHT, 0, 4, false, false));

    assertThat(agent.q()[3][RIGHT]).isEqualTo(4.5);
  }

  @Test
  void x17MarsRoverReturn() {
    try (Env<Long, Long> env = Gym.make("MarsRover-v0")) {
      env.reset(1);
      double discounted = 0;
      Step<Long> step = null;
      for (int t = 0; t < 4; t++) {
        step = env.step((long) RIGHT);
        discounted += Math.pow(0.9, t) * step.reward();
      }

      assertThat(discounted).isEqualTo(9.0);
      assertThat(step.terminated()).isTrue();
    }
  }

  @Test
  void onlyTerminationEndsTheFuture() {
    QLearning terminated = agent(2, 1, 1.0, 0.9);
    QLearning truncated = agent(2, 1, 1.0, 0.9);
    terminated.q()[1][0] = 10;
    truncated.q()[1][0] = 10;

    terminated.update(experience(0, 0, 1, 1, true, false));
    truncated.update(experience(0, 0, 1, 1, false, true));

    assertThat(terminated.q()[0][0]).isEqualTo(1.0);
    assertThat(truncated.q()[0][0]).isEqualTo(10.0);
  }

  @Test
  void exploresByEpisode() {
    QLearning agent = agent(2, 2, 0.5, 0.9, Schedule.linear(1, 0, 10));

    agent.update(experience(0, 0, 0, 1, false, false));
    assertThat(agent.metrics()).isEmpty();
    agent.update(experience(1, 0, 0, 1, true, false));
    assertThat(agent.metrics()).containsEntry("epsilon", 1.0);
    agent.update(experience(0, 0, 0, 1, false, true));
    assertThat(agent.metrics()).containsEntry("epsilon", 0.9);
  }

  @Test
  void breaksTiesEvenly() {
    QLearning agent = agent(1, 3, 0.5, 0.9);
    agent.q()[0][0] = -1;

    int[] counts = new int[3];
    for (int i = 0; i < 10_000; i++) {
      counts[(int) (long) agent.act(0L)]++;
    }

    assertThat(counts[0]).isZero();
    assertThat(counts[1]).isBetween(4800, 5200);
  }

  @Test
  void spacesMayStartAnywhere() {
    QLearning agent =
        new QLearning(
            Discrete.of(2, 5), Discrete.of(2, -1), 1, 0.9, greedy(NumpyGenerator.seeded(1)));

    agent.update(experience(6, -1, 1, 5, true, false));

    assertThat(agent.q()[1][0]).isEqualTo(1.0);
    assertThat(agent.act(6L)).isEqualTo(-1);
  }

  @Test
  void noiseFadesWithEpisodes() {
    NoisyGreedy noisy = new NoisyGreedy(NumpyGenerator.seeded(1));
    double[] q = {0, 1};

    assertThat(choices(noisy, q, 0)).isBetween(7400, 7800); // P(N(0, 2) < 1) = 0.76
    assertThat(choices(noisy, q, 1000)).isEqualTo(10_000);
    assertThat(noisy.metrics(3)).containsEntry("noise", 0.25);
  }

  @Test
  void refusesSpacesThatAreNoTables() {
    try (Env<Long, Long> env = Gym.make("CartPole-v1")) {
      assertThatThrownBy(
              () ->
                  new QLearning(
                      env.observationSpace(),
                      env.actionSpace(),
                      0.1,
                      0.9,
                      greedy(NumpyGenerator.seeded(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Q-learning needs Discrete observations, got Box(");
    }
  }

  @Test
  void saysWhenItDiverges() {
    QLearning agent = agent(1, 1, 0.1, 0.9);

    assertThatThrownBy(() -> agent.update(experience(0, 0, Double.NaN, 0, false, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("diverged in episode 0: TD error NaN");
  }

  private static int choices(NoisyGreedy noisy, double[] q, long episode) {
    int count = 0;
    for (int i = 0; i < 10_000; i++) {
      count += noisy.choose(q, episode);
    }
    return count;
  }

  private static QLearning agent(int states, int actions, double alpha, double gamma) {
    return agent(states, actions, alpha, gamma, Schedule.constant(0));
  }

  private static QLearning agent(
      int states, int actions, double alpha, double gamma, Schedule epsilon) {
    return new QLearning(
        Discrete.of(states),
        Discrete.of(actions),
        alpha,
        gamma,
        new EpsilonGreedy(epsilon, NumpyGenerator.seeded(1)));
  }

  private static EpsilonGreedy greedy(NumpyGenerator random) {
    return new EpsilonGreedy(Schedule.constant(0), random);
  }

  private static Experience<Long, Long> experience(
      long s, long a, double reward, long next, boolean terminated, boolean truncated) {
    return new Experience<>(s, a, reward, next, terminated, truncated);
  }
}
