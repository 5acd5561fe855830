package io.javagym.agents.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.wrappers.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final long RIGHT = 2;

  /** Goes right, from s4 past s6 off the end: four steps, of which the second pays 10. */
  private static final class GoesRight implements Agent<Long, Long> {
    final List<Experience<Long, Long>> seen = new ArrayList<>();

    @Override
    public Long act(Long observation) {
      return RIGHT;
    }

    @Override
    public void update(Experience<Long, Long> experience) {
      seen.add(experience);
    }

    @Override
    public Map<String, Double> metrics() {
      return Map.of("seen", (double) seen.size());
    }
  }

  private final GoesRight agent = new GoesRight();
  private final List<Episode> episodes = new ArrayList<>();

  @Test
  void tellsTheAgentEveryStep() {
    train(Gym.make("MarsRover-v0"), Budget.episodes(2));

    assertThat(agent.seen.subList(0, 4))
        .containsExactly(
            new Experience<>(3L, RIGHT, 0, 4L, false, false),
            new Experience<>(4L, RIGHT, 10, 5L, false, false),
            new Experience<>(5L, RIGHT, 0, 6L, false, false),
            new Experience<>(6L, RIGHT, 0, 6L, true, false));
    assertThat(agent.seen).hasSize(8);
  }

  @Test
  void tellsTruncationApart() {
    train(new TimeLimit<>(Gym.make("MarsRover-v0"), 2), Budget.episodes(1));

    assertThat(agent.seen.get(1)).isEqualTo(new Experience<>(4L, RIGHT, 10, 5L, false, true));
  }

  @Test
  void tellsListenersEveryEpisode() {
    Trainer.Totals totals = train(Gym.make("MarsRover-v0"), Budget.episodes(2));

    assertThat(episodes)
        .containsExactly(
            new Episode(0, 4, 10, 4, Map.of("seen", 4.0)),
            new Episode(1, 8, 10, 4, Map.of("seen", 8.0)));
    assertThat(totals.episodes()).isEqualTo(2);
    assertThat(totals.steps()).isEqualTo(8);
    assertThat(totals.wallSeconds()).isPositive();
  }

  @Test
  void stopsInTheMiddleOfAnEpisode() {
    Trainer.Totals totals = train(Gym.make("MarsRover-v0"), Budget.steps(6));

    assertThat(totals.steps()).isEqualTo(6);
    assertThat(episodes).hasSize(1);
  }

  @Test
  void refusesAnEmptyBudget() {
    assertThatThrownBy(() -> Budget.episodes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least 1");
  }

  private Trainer.Totals train(Env<Long, Long> env, Budget budget) {
    try (env) {
      return Trainer.train(env, agent, 1, budget, List.of(episodes::add));
    }
  }
}
