package io.javagym.envs.toytext;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlackjackTest extends EnvTest {
  private static final long STICK = 0;
  private static final long HIT = 1;

  BlackjackTest() {
    super("Blackjack-v1", Map.of());
  }

  private static Blackjack table(boolean suttonAndBarto, boolean natural) {
    return new Blackjack(Kwargs.of(Map.of("sab", suttonAndBarto, "natural", natural)));
  }

  /** What Gymnasium 1.4.0 deals for these seeds. */
  @Test
  void aSeedGivesGymnasiumsCards() {
    Blackjack env = table(true, false);

    assertThat(env.reset(0).observation()).isEqualTo(List.<Object>of(11L, 10L, 0L));
    assertThat(env.step(STICK).reward()).isEqualTo(-1);
    assertThat(env.reset(1).observation()).isEqualTo(List.<Object>of(20L, 7L, 0L));
    assertThat(env.step(STICK).reward()).isEqualTo(1);
    assertThat(env.reset(25).observation()).isEqualTo(List.<Object>of(21L, 7L, 1L));
  }

  /** With seed 25 the player has a natural, and the dealer comes to 21 with three cards. */
  @Test
  void anAceAndATenWinAsTheRulesSay() {
    assertThat(reward(table(true, false), 25)).isEqualTo(1);
    assertThat(reward(table(true, true), 25)).isEqualTo(1);
    assertThat(reward(table(false, true), 25)).isZero();
    assertThat(reward(table(false, false), 5)).isEqualTo(1);
    assertThat(reward(table(false, true), 5)).isEqualTo(1.5);
    assertThat(reward(table(true, true), 5)).isEqualTo(1);
  }

  private static double reward(Blackjack env, long seed) {
    env.reset(seed);
    return env.step(STICK).reward();
  }

  @Test
  void goingBustLosesAtOnce() {
    Blackjack env = table(false, false);
    env.reset(1);
    Step<List<Object>> step = env.step(HIT);

    assertThat(step.terminated()).isTrue();
    assertThat(step.reward()).isEqualTo(-1);
  }

  @Test
  void cardsAfterTheEndAreRefusedWhenTheirSumIsNoObservation() {
    Blackjack env = table(false, false);
    env.reset(1);

    assertFails(
        () -> {
          for (int i = 0; i < 32; i++) {
            env.step(HIT);
          }
        },
        Code.RESET_NEEDED,
        "add up to",
        "reset");
  }
}
