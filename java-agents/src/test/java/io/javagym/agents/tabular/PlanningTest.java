package io.javagym.agents.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Kwargs;
import io.javagym.envs.tabular.GridWorld;
import io.javagym.envs.tabular.MarsRover;
import io.javagym.envs.tabular.RandomState;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.ThreeStateMdp;
import io.javagym.envs.toytext.FrozenLake;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanningTest {
  private static final double THETA = 1e-12;
  private static final double TOLERANCE = 1e-9;

  /** X10: V(A), V(B), V(C). */
  private static final double[] X10 = {14.9, 11, 10};

  private final TabularMdp threeStates = new ThreeStateMdp(Kwargs.empty());

  @Test
  void x10ByEvaluationOfGoingRight() {
    double[] v = PolicyEvaluation.evaluate(threeStates, new int[] {1, 1, 1}, 0.9, THETA);

    assertThat(v).containsExactly(X10, within(TOLERANCE));
  }

  @Test
  void x10ByValueIteration() {
    double[] v = ValueIteration.solve(threeStates, 0.9, THETA);

    assertThat(v).containsExactly(X10, within(TOLERANCE));
    assertThat(Bellman.greedyPolicy(threeStates, v, 0.9)).startsWith(1, 1);
  }

  @Test
  void x10ByPolicyIteration() {
    int[] pi = PolicyIteration.solve(threeStates, 0.9, THETA);

    assertThat(pi).startsWith(1, 1);
    assertThat(PolicyEvaluation.evaluate(threeStates, pi, 0.9, THETA))
        .containsExactly(X10, within(TOLERANCE));
  }

  @Test
  void randomPolicyIsWorthLess() {
    double[][] anyAction = {{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}};

    double[] v = PolicyEvaluation.evaluate(threeStates, anyAction, 0.9, THETA);

    double b = (0.5 * (2 + 9)) / (1 - 0.45);
    double a = (0.5 * (5 + 0.9 * b)) / (1 - 0.45);
    assertThat(v).containsExactly(new double[] {a, b, 10}, within(TOLERANCE));
  }

  @Test
  void everyStateIsWorthTheSameWhereNothingMatters() {
    double[] v = ValueIteration.solve(new RandomState(Kwargs.empty()), 0.5, THETA);

    assertThat(v).containsExactly(new double[] {2, 2, 2, 2, 2}, within(TOLERANCE));
  }

  @Test
  void terminalStatesHaveNoFuture() {
    double[] v = ValueIteration.solve(new GridWorld(Kwargs.empty()), 1, THETA);

    // Four steps to the goal: three pay -1, the last pays 10.
    assertThat(v).containsExactly(7, 8, 9, 8, 9, 10, 9, 10, 0);
  }

  @Test
  void plannersAgreeOnSlipperyIce() {
    TabularMdp lake = new FrozenLake(Kwargs.empty());

    double[] v = ValueIteration.solve(lake, 0.99, THETA);
    int[] pi = PolicyIteration.solve(lake, 0.99, THETA);

    assertThat(v[0]).isCloseTo(0.542025, within(1e-6));
    assertThat(PolicyEvaluation.evaluate(lake, pi, 0.99, THETA))
        .containsExactly(v, within(TOLERANCE));
  }

  /** Why X12 is on ice that is not slippery: at its discount of 1, value is the success rate. */
  @Test
  void successOnSlipperyIceStaysBelowNinetyFivePercent() {
    double[] v = ValueIteration.solve(new FrozenLake(Kwargs.empty()), 1, THETA);

    assertThat(v[0]).isCloseTo(14.0 / 17, within(1e-6));
  }

  @Test
  void saysWhenValuesNeverSettle() {
    TabularMdp endless = new MarsRover(Kwargs.of(Map.of("stochastic", true)));

    assertThatThrownBy(() -> ValueIteration.solve(endless, 1, THETA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at gamma 1.0 an episode must end");
    assertThatThrownBy(() -> ValueIteration.solve(endless, 1.1, THETA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gamma is 1.1, expected 0 <= gamma <= 1");
  }
}
