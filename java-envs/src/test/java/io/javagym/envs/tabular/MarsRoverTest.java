package io.javagym.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Frame;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** X17 of the reference experiments. */
class MarsRoverTest extends EnvTest {
  private static final long LEFT = 0;
  private static final long STAY = 1;
  private static final long RIGHT = 2;
  private static final double GAMMA = 0.9;

  MarsRoverTest() {
    super("MarsRover-v0", Map.of());
  }

  @Test
  void fourStepsRightFromTheLandingSiteReturnNine() {
    MarsRover rover = new MarsRover(Kwargs.empty());
    assertThat(rover.reset(0).observation()).isEqualTo(3);

    double discountedReturn = 0;
    double discount = 1;
    Step<Long> step;
    do {
      step = rover.step(RIGHT);
      discountedReturn += discount * step.reward();
      discount *= GAMMA;
    } while (!step.terminated());

    assertThat(discountedReturn).isEqualTo(9);
    assertThat(discount).isCloseTo(Math.pow(GAMMA, 4), within(1e-15));
  }

  @Test
  void oneUpdateTowardsTenGivesFourAndAHalf() {
    double alpha = 0.5;
    double[][] q = new double[7][3];
    q[4][(int) RIGHT] = 10;
    MarsRover rover = new MarsRover(Kwargs.empty());
    int s = rover.reset(0).observation().intValue();
    Step<Long> step = rover.step(RIGHT);
    int next = step.observation().intValue();
    double best = Math.max(q[next][0], Math.max(q[next][1], q[next][2]));

    double target = step.reward() + (step.terminated() ? 0 : GAMMA * best);
    q[s][(int) RIGHT] += alpha * (target - q[s][(int) RIGHT]);

    assertThat(q[3][(int) RIGHT]).isEqualTo(4.5);
  }

  @Test
  void enteringPaysAndFallingOffTerminates() {
    MarsRover rover = new MarsRover(Kwargs.empty());

    assertThat(rover.transitions(2, (int) LEFT)).containsExactly(new Transition(1, 1, 1, false));
    assertThat(rover.transitions(6, (int) LEFT)).containsExactly(new Transition(1, 5, 10, false));
    assertThat(rover.transitions(5, (int) STAY)).containsExactly(new Transition(1, 5, 10, false));
    assertThat(rover.transitions(0, (int) LEFT)).containsExactly(new Transition(1, 0, 0, true));
    assertThat(rover.transitions(6, (int) RIGHT)).containsExactly(new Transition(1, 6, 0, true));
  }

  @Test
  void theStochasticFormIsTheTridiagonalMatrixWhateverTheAction() {
    MarsRover rover = new MarsRover(Kwargs.of(Map.of("stochastic", true)));
    for (int action = 0; action < 3; action++) {
      for (int state = 0; state < 7; state++) {
        double[] row = new double[7];
        for (Transition transition : rover.transitions(state, action)) {
          row[transition.nextState()] = transition.probability();
          assertThat(transition.terminated()).isFalse();
        }
        double[] expected = new double[7];
        expected[state] = state == 0 || state == 6 ? 0.6 : 0.2;
        if (state > 0) {
          expected[state - 1] = 0.4;
        }
        if (state < 6) {
          expected[state + 1] = 0.4;
        }
        assertThat(row).isEqualTo(expected);
      }
    }
    assertThat(rover.transitions(0, 0)).isEqualTo(rover.transitions(0, 2));
    assertThat(rover.transitions(4, 1))
        .isEqualTo(
            List.of(
                new Transition(0.4, 3, 0, false),
                new Transition(0.2, 4, 0, false),
                new Transition(0.4, 5, 10, false)));
  }

  @Test
  void textShowsTheSites() {
    MarsRover rover = new MarsRover(Kwargs.of(Map.of("render_mode", "ansi")));
    rover.reset(0);
    rover.step(RIGHT);
    rover.step(RIGHT);

    assertThat(rover.render())
        .isEqualTo(
            new Frame.Text("  (right, reward 10.0)\ns1 s2 s3 s4 s5 \u001b[41ms6\u001b[0m s7\n"));
  }
}
