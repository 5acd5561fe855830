package io.javagym.envs.toytext;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import io.javagym.envs.tabular.Transition;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CliffWalkingTest extends EnvTest {
  private static final int UP = 0;
  private static final int RIGHT = 1;
  private static final int DOWN = 2;
  private static final int START = 36;

  CliffWalkingTest() {
    super("CliffWalking-v1", Map.of());
  }

  /** What Gymnasium 1.4.0 gives for seed 7. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    try (Env<Long, Long> env = Gym.make("CliffWalkingSlippery-v1", Map.of())) {
      assertThat(env.reset(7).observation()).isEqualTo(START);
      LongStream observations =
          LongStream.of(0, 1, 1, 1, 1, 1, 1, 1, 1, 1).map(a -> env.step(a).observation());

      assertThat(observations).containsExactly(36L, 36L, 24L, 12L, 24L, 12L, 24L, 36L, 36L, 24L);
    }
  }

  @Test
  void aStepOverTheEdgeLeadsBackToTheStart() {
    CliffWalking cliff = new CliffWalking(Kwargs.empty());

    assertThat(cliff.transitions(START, RIGHT))
        .containsExactly(new Transition(1, START, -100, false));
    assertThat(cliff.transitions(30, DOWN)).containsExactly(new Transition(1, START, -100, false));
    assertThat(cliff.transitions(START, DOWN)).containsExactly(new Transition(1, START, -1, false));
    assertThat(cliff.transitions(35, DOWN)).containsExactly(new Transition(1, 47, -1, true));
  }

  @Test
  void slipperyGroundLeadsToEitherSideOfTheIntendedWay() {
    CliffWalking cliff = new CliffWalking(Kwargs.of(Map.of("is_slippery", true)));

    assertThat(cliff.transitions(24, UP))
        .containsExactly(
            new Transition(1.0 / 3, 24, -1, false),
            new Transition(1.0 / 3, 12, -1, false),
            new Transition(1.0 / 3, 25, -1, false));
  }

  @Test
  void theWayAlongTheEdgeIsThirteenSteps() {
    try (Env<Long, Long> env = Gym.make("CliffWalking-v1", Map.of())) {
      env.reset(0);
      double total = env.step((long) UP).reward();
      for (int i = 0; i < 11; i++) {
        total += env.step((long) RIGHT).reward();
      }
      Step<Long> last = env.step((long) DOWN);

      assertThat(last.terminated()).isTrue();
      assertThat(total + last.reward()).isEqualTo(-13);
    }
  }

  @Test
  void textShowsTheWalker() {
    try (Env<Long, Long> env = Gym.make("CliffWalking-v1", Map.of("render_mode", "ansi"))) {
      env.reset(0);
      String free = "o  o  o  o  o  o  o  o  o  o  o  o\n";

      assertThat(env.render())
          .isEqualTo(new Frame.Text(free + free + free + "x  C  C  C  C  C  C  C  C  C  C  T\n\n"));
    }
  }
}
