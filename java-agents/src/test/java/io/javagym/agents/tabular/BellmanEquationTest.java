package io.javagym.agents.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Kwargs;
import io.javagym.envs.tabular.MarsRover;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.ThreeStateMdp;
import io.javagym.envs.toytext.CliffWalking;
import io.javagym.envs.toytext.FrozenLake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BellmanEquationTest {
  private static final Kwargs STOCHASTIC = Kwargs.of(Map.of("stochastic", true));

  @Test
  void x10ByTheLinearSystem() {
    double[][] right = TablePolicies.softened(new int[] {1, 1, 1}, 2, 0);

    double[] v = BellmanEquation.solve(new ThreeStateMdp(Kwargs.empty()), right, 0.9);

    assertThat(v).containsExactly(new double[] {14.9, 11, 10}, within(1e-12));
  }

  /** X17: v = r + gamma P v with the tridiagonal matrix of the stochastic form, written out. */
  @Test
  void x17SolvesTheTridiagonalSystem() {
    TabularMdp rover = new MarsRover(STOCHASTIC);

    double[] v = BellmanEquation.solve(rover, TablePolicies.uniform(7, 3), 0.9);

    double[] reward = {0, 1, 0, 0, 0, 10, 0}; // on entering
    for (int s = 0; s < 7; s++) {
      double expected = 0;
      for (int next = Math.max(0, s - 1); next <= Math.min(6, s + 1); next++) {
        double p = next != s ? 0.4 : s == 0 || s == 6 ? 0.6 : 0.2;
        expected += p * (reward[next] + 0.9 * v[next]);
      }
      assertThat(v[s]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void agreesWithIterativeEvaluation() {
    for (TabularMdp mdp :
        List.of(
            new FrozenLake(Kwargs.empty()),
            new CliffWalking(Kwargs.empty()),
            new MarsRover(Kwargs.empty()))) {
      double[][] pi = TablePolicies.uniform(mdp.numStates(), mdp.numActions());

      assertThat(BellmanEquation.solve(mdp, pi, 0.99))
          .containsExactly(PolicyEvaluation.evaluate(mdp, pi, 0.99, 1e-13), within(1e-9));
    }
  }

  @Test
  void saysWhereThereIsNoSolution() {
    assertThatThrownBy(
            () ->
                BellmanEquation.solve(new MarsRover(STOCHASTIC), TablePolicies.uniform(7, 3), 1.0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at gamma 1.0 an episode must end");
  }

  @Test
  void softPoliciesAddUpToOne() {
    assertThat(TablePolicies.softened(new int[] {2}, 4, 0.1)[0])
        .containsExactly(new double[] {0.025, 0.025, 0.925, 0.025}, within(1e-15));
  }
}
