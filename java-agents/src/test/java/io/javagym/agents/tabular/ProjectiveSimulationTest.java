package io.javagym.agents.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.agents.Experience;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import org.junit.jupiter.api.Test;

class ProjectiveSimulationTest {

  @Test
  void glowSharesARewardWithTheHopsBeforeIt() {
    ProjectiveSimulation agent = agent(0, 0.25);

    agent.update(experience(0, 0, 0, 1, false));
    agent.update(experience(1, 1, 0, 2, false));
    agent.update(experience(2, 0, 8, 2, false));

    assertThat(agent.g()[0]).containsExactly(0.75 * 0.75, 0);
    assertThat(agent.g()[1]).containsExactly(0, 0.75);
    assertThat(agent.h()[0]).containsExactly(1 + 8 * 0.75 * 0.75, 1);
    assertThat(agent.h()[1]).containsExactly(1, 1 + 8 * 0.75);
    assertThat(agent.h()[2]).containsExactly(1 + 8, 1);
  }

  @Test
  void aHopTakenAgainGlowsAsOneTakenOnce() {
    ProjectiveSimulation agent = agent(0, 0.25);

    agent.update(experience(0, 0, 0, 0, false));
    agent.update(experience(0, 0, 1, 0, false));

    assertThat(agent.h()[0][0]).isEqualTo(2);
  }

  @Test
  void glowEndsWithTheEpisode() {
    ProjectiveSimulation agent = agent(0, 0.25);

    agent.update(experience(0, 0, 0, 1, true));
    agent.update(experience(1, 1, 8, 2, false));

    assertThat(agent.h()[0]).containsExactly(1, 1);
  }

  @Test
  void forgetsTowardsOne() {
    ProjectiveSimulation agent = agent(0.5, 1);
    agent.h()[0][0] = 9;

    agent.update(experience(1, 0, 0, 2, false));
    agent.update(experience(1, 0, 2, 2, false));

    assertThat(agent.h()[0]).containsExactly(3, 1);
    assertThat(agent.h()[1]).containsExactly(3, 1);
  }

  @Test
  void hopsInProportionToTheirWeights() {
    ProjectiveSimulation agent = agent(0, 1);
    agent.h()[0][1] = 3;

    int count = 0;
    for (int i = 0; i < 10_000; i++) {
      count += Math.toIntExact(agent.act(0L));
    }

    assertThat(count / 10_000.0).isCloseTo(0.75, within(0.02));
  }

  @Test
  void refusesRewardsThatMakeNoProbability() {
    assertThatThrownBy(() -> agent(0, 1).update(experience(0, 0, -1, 1, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("reward is -1.0, expected 0 <= reward < infinity");
    assertThatThrownBy(() -> agent(0, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("eta is 1.5, expected 0 <= eta <= 1");
  }

  private static ProjectiveSimulation agent(double gamma, double eta) {
    return new ProjectiveSimulation(
        Discrete.of(3), Discrete.of(2), gamma, eta, NumpyGenerator.seeded(1));
  }

  private static Experience<Long, Long> experience(
      long s, long a, double reward, long next, boolean terminated) {
    return new Experience<>(s, a, reward, next, terminated, false);
  }
}
