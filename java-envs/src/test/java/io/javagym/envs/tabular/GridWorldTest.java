package io.javagym.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Frame;
import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** X11 of the reference experiments. */
class GridWorldTest extends EnvTest {
  private static final long DOWN = 1;
  private static final long RIGHT = 2;

  GridWorldTest() {
    super("GridWorld-v0", Map.of());
  }

  @Test
  void oneUpdateGivesThreePointZeroFive() {
    double alpha = 0.1;
    double gamma = 0.9;
    double q = 3.0;
    double bestNext = 5.0;
    GridWorld grid = new GridWorld(Kwargs.empty());
    grid.reset(0);
    grid.step(DOWN);
    assertThat(grid.step(RIGHT).observation()).isEqualTo(4); // row 1, column 1
    Step<Long> step = grid.step(RIGHT);
    assertThat(step.observation()).isEqualTo(5);
    assertThat(step.reward()).isEqualTo(-1);

    q += alpha * (step.reward() + (step.terminated() ? 0 : gamma * bestNext) - q);

    assertThat(q).isCloseTo(3.05, within(1e-15));
  }

  @Test
  void theStepOntoTheGoalPaysTheGoalReward() {
    Map<String, Object> kwargs =
        Map.of("goal", List.of(1L, 0L), "step_reward", -0.5, "goal_reward", 4L);
    GridWorld grid = new GridWorld(Kwargs.of(kwargs));

    assertThat(grid.transitions(0, (int) DOWN)).containsExactly(new Transition(1, 3, 4, true));
    assertThat(grid.transitions(0, (int) RIGHT)).containsExactly(new Transition(1, 1, -0.5, false));
    assertThat(grid.transitions(8, (int) RIGHT)).containsExactly(new Transition(1, 8, -0.5, false));
  }

  @Test
  void textShowsTheGrid() {
    GridWorld grid = new GridWorld(Kwargs.of(Map.of("render_mode", "ansi")));
    grid.reset(0);
    grid.step(RIGHT);

    assertThat(grid.render())
        .isEqualTo(
            new Frame.Text("  (right, reward -1.0)\nS \u001b[41m.\u001b[0m .\n. . .\n. . G\n"));
  }

  @Test
  void badArgumentsAreErrorsThatNameTheRange() {
    assertFails(
        () -> open(Map.of("size", 1L)), Code.INVALID_ARGUMENT, "size", "is 1", "2 <= size <= 1000");
    for (Object goal :
        List.of(List.of(0L, 0L), List.of(3L, 0L), List.of(-1L, 2L), List.of(0.5, 1L))) {
      assertFails(() -> open(Map.of("goal", goal)), Code.INVALID_ARGUMENT, "goal is", "[0, 3)");
    }
    assertFails(() -> open(Map.of("goal", List.of(1L))), Code.INVALID_ARGUMENT, "goal");
  }
}
