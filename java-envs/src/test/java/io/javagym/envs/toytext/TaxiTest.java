package io.javagym.envs.toytext;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import io.javagym.envs.tabular.Transition;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaxiTest extends EnvTest {
  private static final int SOUTH = 0;
  private static final int NORTH = 1;
  private static final int EAST = 2;
  private static final int WEST = 3;
  private static final int PICK_UP = 4;
  private static final int DROP_OFF = 5;

  private static final int IN_TAXI = 4;
  private static final int GREEN = 1;
  private static final int YELLOW = 2;

  TaxiTest() {
    super("Taxi-v4", Map.of());
  }

  private static Taxi taxi(Map<String, Object> kwargs) {
    return new Taxi(Kwargs.of(kwargs));
  }

  private static int state(int row, int column, int passenger, int destination) {
    return ((row * 5 + column) * 5 + passenger) * 4 + destination;
  }

  /** What Gymnasium 1.4.0 gives for these seeds. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    try (Env<Long, Long> env = Gym.make("Taxi-v4", Map.of())) {
      assertThat(LongStream.range(0, 5).map(seed -> env.reset(seed).observation()))
          .containsExactly(314L, 252L, 128L, 42L, 468L);
      env.reset(3);
      assertThat(LongStream.range(0, 6).map(action -> env.step(action).observation()))
          .containsExactly(142L, 42L, 62L, 42L, 42L, 42L);
    }
  }

  /** The destination changes from 0 to 1 on the first move with the passenger. */
  @Test
  void aFicklePassengerChangesHisMindAsGymnasiums() {
    Taxi env = taxi(Map.of("fickle_passenger", true, "fickle_probability", 1L));
    List<Long> actions = List.of(2L, 0L, 0L, 4L, 1L, 1L, 2L, 1L, 1L, 5L);

    assertThat(env.reset(1).observation()).isEqualTo(252);
    List<Step<Long>> steps = actions.stream().map(env::step).toList();

    assertThat(steps)
        .extracting(Step::observation)
        .containsExactly(272L, 372L, 472L, 476L, 377L, 277L, 297L, 197L, 97L, 85L);
    assertThat(steps.get(9).reward()).isEqualTo(20);
    assertThat(steps.get(9).terminated()).isTrue();
  }

  @Test
  void wallsAndBordersHoldTheTaxi() {
    Taxi taxi = taxi(Map.of());
    int beforeWall = state(0, 1, GREEN, YELLOW);

    assertThat(taxi.transitions(beforeWall, EAST))
        .containsExactly(new Transition(1, beforeWall, -1, false));
    assertThat(taxi.transitions(beforeWall, NORTH))
        .containsExactly(new Transition(1, beforeWall, -1, false));
    assertThat(taxi.transitions(beforeWall, WEST))
        .containsExactly(new Transition(1, state(0, 0, GREEN, YELLOW), -1, false));
  }

  @Test
  void servingThePassengerPaysAsGymnasiumSays() {
    Taxi taxi = taxi(Map.of());
    int waiting = state(0, 4, GREEN, YELLOW);

    assertThat(taxi.transitions(waiting, PICK_UP))
        .containsExactly(new Transition(1, state(0, 4, IN_TAXI, YELLOW), -1, false));
    assertThat(taxi.transitions(waiting, DROP_OFF))
        .containsExactly(new Transition(1, waiting, -10, false));
    assertThat(taxi.transitions(state(0, 4, IN_TAXI, YELLOW), DROP_OFF))
        .containsExactly(new Transition(1, waiting, -1, false));
    assertThat(taxi.transitions(state(4, 0, IN_TAXI, YELLOW), DROP_OFF))
        .containsExactly(new Transition(1, state(4, 0, YELLOW, YELLOW), 20, true));
    assertThat(taxi.transitions(state(2, 2, IN_TAXI, YELLOW), DROP_OFF).get(0).reward())
        .isEqualTo(-10);
  }

  @Test
  void inTheRainTheTaxiDriftsUnlessItIsStuck() {
    Taxi taxi = taxi(Map.of("is_rainy", true, "rainy_probability", 0.6));
    double aside = (1 - 0.6) / 2;

    assertThat(taxi.transitions(state(2, 2, 0, 1), SOUTH))
        .containsExactly(
            new Transition(0.6, state(3, 2, 0, 1), -1, false),
            new Transition(aside, state(2, 3, 0, 1), -1, false),
            new Transition(aside, state(2, 1, 0, 1), -1, false));
    assertThat(taxi.transitions(state(4, 2, 0, 1), SOUTH))
        .extracting(Transition::nextState)
        .containsOnly(state(4, 2, 0, 1));
    assertThat(taxi.transitions(state(2, 2, 0, 1), PICK_UP)).hasSize(1);
  }

  @Test
  void theActionMaskTellsWhatChangesTheState() {
    Taxi env = taxi(Map.of());
    env.reset(3);

    assertThat(env.step((long) SOUTH).info().get("action_mask"))
        .isEqualTo(new byte[] {1, 1, 1, 0, 0, 0});
    assertThat(env.step((long) NORTH).info().get("action_mask"))
        .isEqualTo(new byte[] {1, 0, 1, 0, 0, 0});
  }

  @Test
  void textShowsTaxiPassengerAndDestination() {
    try (Env<Long, Long> env = Gym.make("Taxi-v4", Map.of("render_mode", "ansi"))) {
      env.reset(3);
      env.step((long) SOUTH);

      assertThat(env.render())
          .isEqualTo(
              new Frame.Text(
                  """
                  +---------+
                  |\u001b[34;1mR\u001b[0m: | : :G|
                  | : |\u001b[43m \u001b[0m: : |
                  | : : : : |
                  | | : | : |
                  |\u001b[35mY\u001b[0m| : |B: |
                  +---------+
                    (South)
                  """));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void whatIsNoProbabilityIsAnError(double value) {
    for (String name : List.of("rainy_probability", "fickle_probability")) {
      assertFails(
          () -> taxi(Map.of(name, value)), Code.INVALID_ARGUMENT, name + " is " + value, "<= 1");
    }
  }
}
