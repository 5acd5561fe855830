package io.javagym.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Kwargs;
import io.javagym.envs.EnvTest;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** X10 of the reference experiments. */
class ThreeStateMdpTest extends EnvTest {
  private static final double GAMMA = 0.9;

  ThreeStateMdpTest() {
    super("ThreeStateMdp-v0", Map.of());
  }

  @Test
  void goingRightIsWorthFourteenPointNineElevenAndTen() {
    assertThat(values(false)).containsExactly(new double[] {14.9, 11, 10}, Offset.offset(1e-12));
  }

  @Test
  void goingRightIsOptimal() {
    assertThat(values(true)).containsExactly(new double[] {14.9, 11, 10}, Offset.offset(1e-12));
  }

  /** Sweeps until nothing changes: of the policy that goes right, or of the best one. */
  private static double[] values(boolean best) {
    TabularMdp mdp = new ThreeStateMdp(Kwargs.empty());
    double[] values = new double[mdp.numStates()];
    for (int sweep = 0; sweep < 1000; sweep++) {
      for (int state = 0; state < values.length; state++) {
        double right = backup(mdp, values, state, 1);
        values[state] = best ? Math.max(right, backup(mdp, values, state, 0)) : right;
      }
    }
    return values;
  }

  private static double backup(TabularMdp mdp, double[] values, int state, int action) {
    return mdp.transitions(state, action).stream()
        .mapToDouble(
            t ->
                t.probability()
                    * (t.reward() + (t.terminated() ? 0 : GAMMA * values[t.nextState()])))
        .sum();
  }
}
