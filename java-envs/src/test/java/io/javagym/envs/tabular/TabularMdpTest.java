package io.javagym.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.RenderMode;
import io.javagym.random.NumpyGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TabularMdpTest {
  private static TabularMdp.Builder coin() {
    return TabularMdp.builder(2, 1)
        .transition(0, 0, new Transition(0.25, 0, 0.5, false))
        .transition(0, 0, new Transition(0.75, 1, 2, true))
        .terminalState(1);
  }

  @Test
  void aStepTakesOneDrawAndTheFirstCumulativeProbabilityAboveIt() {
    TabularMdp mdp = coin().build();
    NumpyGenerator draws = NumpyGenerator.seeded(3);
    mdp.reset(3);
    draws.random();

    long state = 0;
    while (state == 0) {
      boolean stays = draws.random() < 0.25;
      var step = mdp.step(0L);
      state = step.observation();
      assertThat(state).isEqualTo(stays ? 0 : 1);
      assertThat(step.reward()).isEqualTo(stays ? 0.5 : 2);
      assertThat(step.terminated()).isEqualTo(!stays);
      assertThat(step.info().getDouble("prob")).isEqualTo(stays ? 0.25 : 0.75);
    }
  }

  @Test
  void aTerminalStateKeepsItselfAndPaysNothing() {
    assertThat(coin().build().transitions(1, 0)).containsExactly(new Transition(1, 1, 0, true));
  }

  @Test
  void initialStatesAreDrawnFromTheirProbabilities() {
    TabularMdp mdp = coin().initialProbabilities(0.5, 0.5).build();

    assertThat(mdp.reset(0).observation())
        .isEqualTo(NumpyGenerator.seeded(0).random() < 0.5 ? 0L : 1L);
    assertThat(mdp.reset(0).info().getDouble("prob")).isEqualTo(1);
  }

  @Test
  void textShowsTheStepAndTheState() {
    TabularMdp mdp =
        coin()
            .stateNames(List.of("heads", "up"))
            .actionNames(List.of("toss"))
            .renderMode(RenderMode.ANSI)
            .build();
    mdp.reset(0);
    assertThat(mdp.render()).isEqualTo(new Frame.Text("\n\u001b[41mheads\u001b[0m up\n"));

    while (!mdp.step(0L).terminated()) {}
    assertThat(mdp.render())
        .isEqualTo(
            new Frame.Text("  (toss, reward 2.0, terminated)\nheads \u001b[41mup\u001b[0m\n"));
  }

  @Test
  void badTablesAreErrorsThatSayWhere() {
    assertRefused(
        () -> coin().transition(0, 0, new Transition(0.5, 0, 0, false)).build(),
        "state 0 under action 0 add up to 1.5");
    assertRefused(() -> TabularMdp.builder(1, 2).build(), "state 0 under action 0 add up to 0.0");
    assertRefused(
        () -> coin().transition(0, 0, new Transition(0, 2, 0, false)),
        "nextState out of range: 2, expected 0 <= nextState < 2");
    assertRefused(
        () -> coin().transition(0, 1, new Transition(1, 0, 0, false)),
        "action out of range: 1, expected 0 <= action < 1");
    assertRefused(
        () -> coin().transition(0, 0, new Transition(-0.1, 0, 0, false)), "probability -0.1");
    assertRefused(
        () -> coin().transition(0, 0, new Transition(0, 0, Double.NaN, false)), "reward is nan");
    assertRefused(() -> coin().initialProbabilities(1), "got 1 initial probabilities, expected 2");
    assertRefused(() -> coin().initialProbabilities(0.5, 0.4).build(), "initial states add up to");
    assertRefused(() -> coin().stateNames(List.of("a")), "got 1 state names, expected 2");
    assertRefused(() -> TabularMdp.builder(0, 1), "numStates is 0, expected at least 1");
  }

  @Test
  void badCallsAreErrorsThatNameTheRange() {
    TabularMdp mdp = coin().build();
    mdp.reset(0);

    assertRefused(() -> mdp.step(1L), "action=1, expected 0 <= action < 1");
    assertRefused(() -> mdp.transitions(2, 0), "state=2, expected 0 <= state < 2");
  }

  private static void assertRefused(Runnable call, String text) {
    assertThatExceptionOfType(GymException.class).isThrownBy(call::run).withMessageContaining(text);
  }
}
