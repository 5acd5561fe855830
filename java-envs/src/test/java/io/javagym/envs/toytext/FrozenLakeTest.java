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
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenLakeTest extends EnvTest {
  private static final int LEFT = 0;
  private static final int DOWN = 1;
  private static final int RIGHT = 2;
  private static final int UP = 3;

  FrozenLakeTest() {
    super("FrozenLake-v1", Map.of());
  }

  private static FrozenLake lake(String name, @Nullable Object value) {
    return new FrozenLake(Kwargs.of(Collections.singletonMap(name, value)));
  }

  private static Env<Long, Long> make(Map<String, Object> kwargs) {
    return Gym.make("FrozenLake-v1", kwargs);
  }

  /** What Gymnasium 1.4.0 gives for seed 7. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    try (Env<Long, Long> env = make(Map.of())) {
      assertThat(env.reset(7).observation()).isZero();
      LongStream observations =
          LongStream.of(2, 2, 1, 1, 2, 1, 2, 1, 2, 2).map(a -> env.step(a).observation());

      assertThat(observations).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 2L, 6L);
    }
  }

  @Test
  void slipperyIceLeadsToEitherSideOfTheIntendedWay() {
    FrozenLake lake = lake("success_rate", 0.8);

    // From row 3, column 2; up is the start of the circle again.
    assertThat(lake.transitions(14, UP))
        .containsExactly(
            new Transition((1.0 - 0.8) / 2.0, 15, 1, true),
            new Transition(0.8, 10, 0, false),
            new Transition((1.0 - 0.8) / 2.0, 13, 0, false));
  }

  @Test
  void withoutSlippingTheWayIsCertain() {
    FrozenLake lake = lake("is_slippery", false);

    assertThat(lake.transitions(0, LEFT)).containsExactly(new Transition(1, 0, 0, false));
    assertThat(lake.transitions(0, DOWN)).containsExactly(new Transition(1, 4, 0, false));
    assertThat(lake.transitions(0, RIGHT)).containsExactly(new Transition(1, 1, 0, false));
    assertThat(lake.transitions(1, DOWN)).containsExactly(new Transition(1, 5, 0, true));
    assertThat(lake.transitions(14, RIGHT)).containsExactly(new Transition(1, 15, 1, true));
    assertThat(lake.transitions(15, UP)).containsExactly(new Transition(1, 15, 0, true));
  }

  @Test
  void theShortestWayReachesTheGoal() {
    try (Env<Long, Long> env = make(Map.of("is_slippery", false))) {
      env.reset(0);
      for (int action : new int[] {DOWN, DOWN, RIGHT, RIGHT, DOWN}) {
        assertThat(env.step((long) action).done()).isFalse();
      }
      Step<Long> last = env.step((long) RIGHT);

      assertThat(last.observation()).isEqualTo(15);
      assertThat(last.reward()).isEqualTo(1);
      assertThat(last.terminated()).isTrue();
      assertThat(last.truncated()).isFalse();
      assertThat(last.info().getDouble("prob")).isEqualTo(1);
    }
  }

  @Test
  void theRewardScheduleIsGoalHoleFrozen() {
    Map<String, Object> kwargs =
        Map.of("is_slippery", false, "reward_schedule", List.of(10L, -5.5, -0.1));
    FrozenLake lake = new FrozenLake(Kwargs.of(kwargs));

    assertThat(lake.transitions(14, RIGHT).get(0).reward()).isEqualTo(10);
    assertThat(lake.transitions(1, DOWN).get(0).reward()).isEqualTo(-5.5);
    assertThat(lake.transitions(0, RIGHT).get(0).reward()).isEqualTo(-0.1);
    assertThat(lake.transitions(1, LEFT).get(0).reward()).isEqualTo(-0.1); // onto the start
  }

  /** The first states of Gymnasium 1.4.0 for seeds 0 to 11. */
  @Test
  void everyStartTileMayBeTheStart() {
    try (Env<Long, Long> env = make(Map.of("desc", List.of("SFS", "FHF", "SFG")))) {
      assertThat(LongStream.range(0, 12).map(seed -> env.reset(seed).observation()))
          .containsExactly(2L, 2L, 0L, 0L, 6L, 6L, 2L, 2L, 0L, 6L, 6L, 0L);
    }
  }

  @Test
  void aMapMayBeGivenTileByTile() {
    FrozenLake byTile = lake("desc", List.of(List.of("S", "F", "H"), List.of("F", "F", "G")));

    assertThat(byTile.numStates()).isEqualTo(6);
    assertThat(byTile.transitions(1, RIGHT)).contains(new Transition(1.0 / 3.0, 2, 0, true));
  }

  /** The maps of Gymnasium 1.4.0. */
  @Test
  void randomMapsAreGymnasiums() {
    assertThat(FrozenLake.generateRandomMap(4, 0.8, BigInteger.ONE))
        .containsExactly("SHFH", "FFHF", "FFFF", "FFFG");
    assertThat(
            FrozenLake.generateRandomMap(5, 0.6, BigInteger.TWO.pow(64).add(BigInteger.valueOf(7))))
        .containsExactly("SFHHH", "FHHHF", "FFFHF", "FFFFF", "FHFFG");
  }

  @Test
  void withoutMapAndNameTheMapIsRandom() {
    assertThat(lake("map_name", null).numStates()).isEqualTo(64);
  }

  @Test
  void textShowsTheLastActionAndThePlayer() {
    Map<String, Object> kwargs = Map.of("is_slippery", false, "render_mode", "ansi");
    try (Env<Long, Long> env = make(kwargs)) {
      env.reset(0);
      assertThat(env.render())
          .isEqualTo(new Frame.Text("\n\u001b[41mS\u001b[0mFFF\nFHFH\nFFFH\nHFFG\n"));

      env.step((long) DOWN);
      assertThat(env.render())
          .isEqualTo(new Frame.Text("  (Down)\nSFFF\n\u001b[41mF\u001b[0mHFH\nFFFH\nHFFG\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aSuccessRateThatIsNoProbabilityIsAnError(double rate) {
    assertFails(
        () -> lake("success_rate", rate),
        Code.INVALID_ARGUMENT,
        "success_rate is " + rate,
        "0 <= success_rate <= 1");
  }

  @Test
  void aBadMapIsAnErrorThatShowsIt() {
    assertBadMap(List.of("SFF", "FG"), "[SFF, FG]", "equal length");
    assertBadMap(List.of("SFX", "FFG"), "SFX", "S, F, H and G");
    assertBadMap(List.of("FFF", "FFG"), "[FFF, FFG]", "start tile S");
    assertBadMap(List.of(), "[]", "at least one row");
    assertBadMap(List.of("", ""), "at least one tile");
    assertBadMap("SFFG", "SFFG", "a list of rows");
    assertBadMap(List.of(1L, 2L), "[1, 2]", "a list of rows");
    assertBadMap(List.of(List.of("SF", "FG")), "[[SF, FG]]", "a list of rows");
  }

  private static void assertBadMap(Object desc, String... texts) {
    assertFails(() -> lake("desc", desc), Code.INVALID_ARGUMENT, texts);
  }

  @Test
  void anUnknownMapNameIsAnErrorThatListsTheKnown() {
    assertFails(
        () -> lake("map_name", "5x5"), Code.INVALID_ARGUMENT, "map_name '5x5'", "4x4", "8x8");
  }

  @Test
  void badRewardsAreAnError() {
    assertFails(
        () -> lake("reward_schedule", List.of(1L, 0L)), Code.INVALID_ARGUMENT, "reward_schedule");
    assertFails(
        () -> lake("reward_schedule", Arrays.asList(1.0, Double.NaN, 0.0)),
        Code.INVALID_ARGUMENT,
        "reward_schedule is [1.0, NaN, 0.0]");
  }

  @Test
  void aRandomMapThatCanNotBeIsAnError() {
    assertFails(
        () -> FrozenLake.generateRandomMap(1, 0.8, BigInteger.ONE),
        Code.INVALID_ARGUMENT,
        "size of a random map is 1");
    assertFails(
        () -> FrozenLake.generateRandomMap(4, 0, BigInteger.ONE),
        Code.INVALID_ARGUMENT,
        "p of a random map is 0.0");
    assertFails(
        () -> FrozenLake.generateRandomMap(4, 1e-9, BigInteger.ONE),
        Code.INVALID_ARGUMENT,
        "no path",
        "p=1.0E-9");
  }
}
