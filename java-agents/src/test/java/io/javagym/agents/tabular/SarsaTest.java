package io.javagym.agents.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.agents.Experience;
import io.javagym.agents.Schedule;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SarsaTest {

  /** Chooses what it is told, in order. */
  private static final class Told implements Exploration {
    private final Deque<Integer> actions;

    Told(Integer... actions) {
      this.actions = new ArrayDeque<>(Arrays.asList(actions));
    }

    @Override
    public int choose(double[] q, long episode) {
      return actions.remove();
    }

    @Override
    public Map<String, Double> metrics(long episode) {
      return Map.of("left", (double) actions.size());
    }
  }

  @Test
  void learnsFromTheActionThatItTakesNext() {
    Sarsa agent = agent(0.5, 0.9, new Told(0, 1));
    agent.q()[1][0] = 100; // better, and not taken
    agent.q()[1][1] = 10;

    assertThat(agent.act(0L)).isEqualTo(0);
    agent.update(experience(0, 0, 2, 1, false, false));

    assertThat(agent.q()[0][0]).isCloseTo(0.5 * (2 + 0.9 * 10), within(1e-15));
    assertThat(agent.act(1L)).isEqualTo(1); // chosen already: nothing more is drawn
  }

  @Test
  void choosesItsNextActionByTheValuesBeforeTheUpdate() {
    // In a state that leads to itself the update changes what is best there.
    Sarsa agent = agent(1, 0.9, greedy());
    agent.q()[0][1] = 1;

    assertThat(agent.act(0L)).isEqualTo(1);
    agent.update(experience(0, 1, -5, 0, false, false));

    assertThat(agent.q()[0][1]).isCloseTo(-4.1, within(1e-15));
    assertThat(agent.act(0L)).isEqualTo(1);
  }

  @Test
  void nothingFollowsTermination() {
    Told told = new Told(0, 1);
    Sarsa agent = agent(1, 0.9, told);
    agent.q()[1][0] = 10;

    agent.act(0L);
    agent.update(experience(0, 0, 3, 1, true, false));

    assertThat(agent.q()[0][0]).isEqualTo(3);
    assertThat(agent.metrics()).containsEntry("left", 1.0);
    assertThat(agent.act(0L)).isEqualTo(1);
  }

  @Test
  void whereItIsCutOffTheStateHasItsValue() {
    Sarsa agent = agent(1, 0.9, new Told(0, 1, 0));
    agent.q()[1][1] = 10;

    agent.act(0L);
    agent.update(experience(0, 0, 3, 1, false, true));

    assertThat(agent.q()[0][0]).isEqualTo(12);
    assertThat(agent.act(0L)).isEqualTo(0); // the A' of the old episode is forgotten
  }

  @Test
  void saysWhatItCantDo() {
    Sarsa agent = agent(1, 0.9, greedy());

    assertThatThrownBy(() -> agent.update(experience(0, 0, Double.NaN, 1, true, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SARSA diverged in episode 0: TD error NaN");
    assertThatThrownBy(() -> agent(0, 0.9, greedy())).hasMessageContaining("alpha is 0.0");
    assertThatThrownBy(() -> agent(1, 1.1, greedy()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gamma is 1.1, expected 0 <= gamma <= 1");
  }

  private static Exploration greedy() {
    return new EpsilonGreedy(Schedule.constant(0), NumpyGenerator.seeded(1));
  }

  private static Sarsa agent(double alpha, double gamma, Exploration exploration) {
    return new Sarsa(Discrete.of(2), Discrete.of(2), alpha, gamma, exploration);
  }

  private static Experience<Long, Long> experience(
      long s, long a, double reward, long next, boolean terminated, boolean truncated) {
    return new Experience<>(s, a, reward, next, terminated, truncated);
  }
}
