package io.javagym.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.AutoresetMode;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CartPoleVectorTest {
  private static CartPoleVector carts(int numEnvs, @Nullable Integer maxEpisodeSteps) {
    return new CartPoleVector(
        VectorSettings.of(numEnvs).withMaxEpisodeSteps(maxEpisodeSteps), Kwargs.empty());
  }

  private static void step(VectorEnv env, long... actions) {
    for (int row = 0; row < actions.length; row++) {
      env.batch().action().write(row, actions[row]);
    }
    env.step();
  }

  private static float[] observation(VectorEnv env, int row) {
    return (float[]) env.batch().observation().read(row);
  }

  /** What Gymnasium 1.4.0 gives for three environments and seed 5. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    try (CartPoleVector env = carts(3, 500)) {
      env.reset(5);
      assertThat(observation(env, 0))
          .containsExactly(0.030500293f, -0.021419862f, -0.00915268f, 0.049917612f);
      assertThat(observation(env, 2))
          .containsExactly(0.0015325561f, -0.011663112f, -0.04512423f, -0.02654898f);

      for (int i = 0; i < 12; i++) {
        step(env, 1, 1, 0);
      }
      assertThat(observation(env, 0))
          .containsExactly(-0.0068901577f, 0.38904545f, 0.01017102f, -0.61831707f);
      assertThat(observation(env, 1))
          .containsExactly(0.008011493f, 0.631074f, 0.025045082f, -0.80637795f);
      assertThat(observation(env, 2))
          .containsExactly(0.0055596116f, -0.02285484f, 0.03796512f, -0.043578558f);
      assertThat(env.batch().reward(0)).isEqualTo(1);
      assertThat(env.batch().reward(2)).isZero();
    }
  }

  /** With one row the stream is the single environment's, through every autoreset. */
  @Test
  void oneRowIsTheSingleEnvironment() {
    SplittableRandom actions = new SplittableRandom(1);
    CartPole single = new CartPole(Kwargs.empty());
    try (CartPoleVector env = carts(1, 20)) {
      env.reset(9);
      assertThat(observation(env, 0)).isEqualTo(single.reset(9).observation());
      int steps = 0;
      boolean over = false;
      for (int i = 0; i < 10_000; i++) {
        long action = actions.nextInt(2);
        step(env, action);
        if (over) {
          assertThat(observation(env, 0)).isEqualTo(single.reset().observation());
          assertOutcome(env, 0, 0, false, false);
          over = false;
          steps = 0;
        } else {
          Step<float[]> expected = single.step(action);
          steps++;
          assertThat(observation(env, 0)).isEqualTo(expected.observation());
          assertOutcome(env, 0, 1, expected.terminated(), steps >= 20);
          over = expected.terminated() || steps >= 20;
        }
      }
    }
  }

  private static void assertOutcome(
      VectorEnv env, int row, double reward, boolean terminated, boolean truncated) {
    assertThat(env.batch().reward(row)).isEqualTo(reward);
    assertThat(env.batch().terminated(row)).isEqualTo(terminated);
    assertThat(env.batch().truncated(row)).isEqualTo(truncated);
  }

  @Test
  void withoutALimitNothingIsTruncated() {
    try (CartPoleVector env = carts(2, null)) {
      env.reset(BigInteger.ZERO, Map.of("low", 0L, "high", 0L));
      for (int i = 0; i < 1000; i++) {
        float[] first = observation(env, 0);
        long action = 3 * first[2] + first[3] > 0 ? 1 : 0;
        step(env, action, action);
        assertOutcome(env, 0, 1, false, false);
      }
    }
  }

  @Test
  void resetBoundsHoldUntilTheNextReset() {
    try (CartPoleVector env = carts(4, 1)) {
      env.reset(BigInteger.ONE, Map.of("low", 0.2, "high", 0.3));
      step(env, 0, 0, 0, 0); // truncates all
      step(env, 0, 0, 0, 0); // starts all
      assertThat(observation(env, 3)[0]).isBetween(0.2f, 0.3f);

      env.reset(null, Map.of());
      step(env, 0, 0, 0, 0);
      step(env, 0, 0, 0, 0);
      assertThat(observation(env, 3)[0]).isBetween(-0.05f, 0.05f);
    }
  }

  @Test
  void theRewardOfSuttonAndBartoIsMinusOneAtTheFall() {
    Map<String, Object> kwargs = Map.of("sutton_barto_reward", true);
    try (VectorEnv env = Gym.makeVector(Gym.spec("CartPole-v1"), VectorSettings.of(2), kwargs)) {
      env.reset(0);
      while (!env.batch().terminated(0)) {
        step(env, 1, 1);
        assertThat(env.batch().reward(0)).isEqualTo(env.batch().terminated(0) ? -1.0 : -0.0);
      }
    }
  }

  @Test
  void aMaskResetsItsRowsAlone() {
    try (CartPoleVector env = carts(3, 500)) {
      env.reset(0);
      step(env, 0, 1, 0);
      float[] first = observation(env, 0);
      float[] second = observation(env, 1);

      env.reset(null, Map.of(), new boolean[] {false, true, false});

      assertThat(observation(env, 0)).isEqualTo(first);
      assertThat(observation(env, 1)).isNotEqualTo(second);
      assertOutcome(env, 0, 1, false, false);
      assertOutcome(env, 1, 0, false, false);
    }
  }

  @Test
  void aMaskLeavesEndedRowsToTheirAutoreset() {
    try (CartPoleVector env = carts(2, 1)) {
      env.reset(0);
      step(env, 0, 0);
      env.reset(null, Map.of(), new boolean[] {true, false});

      step(env, 0, 0);

      assertOutcome(env, 0, 1, false, true);
      assertOutcome(env, 1, 0, false, false);
    }
  }

  @Test
  void aBadActionNamesItsRowAndMovesNothing() {
    try (CartPoleVector env = carts(3, 500)) {
      env.reset(0);
      step(env, 0, 0, 0);
      float[] before = observation(env, 0);
      env.batch().action().bytes().putLong(2 * Long.BYTES, 7);

      assertFails(env::step, Code.INVALID_ACTION, "env=2, action=7, expected 0 <= action < 2");
      assertThat(observation(env, 0)).isEqualTo(before);

      step(env, 0, 0, 0);
    }
  }

  @Test
  void callsThatCanNotBeAreErrors() {
    CartPoleVector env = carts(2, 500);
    assertFails(env::step, Code.RESET_NEEDED, "step before the first reset");
    assertFails(
        () -> env.reset(null, Map.of(), new boolean[] {true, false}), Code.RESET_NEEDED, "mask");
    assertFails(
        () -> env.reset(List.of(BigInteger.ONE, BigInteger.TWO), Map.of(), null),
        Code.INVALID_ARGUMENT,
        "one seed");
    assertFails(
        () -> env.reset(null, Map.of(), new boolean[] {true}),
        Code.INVALID_ARGUMENT,
        "mask has length 1, expected num_envs=2");
    assertFails(() -> env.reset(-1), Code.INVALID_ARGUMENT, "seed is -1");
    assertFails(
        () -> env.reset(BigInteger.ONE, Map.of("low", 1L)), Code.INVALID_ARGUMENT, "low=1.0");
    env.reset(Arrays.asList(null, null), Map.of(), null);
    assertThat(env.render()).isEqualTo(Collections.nCopies(2, null));

    env.close();
    env.close();
    assertFails(env::step, Code.CLOSED, "step");
    assertFails(() -> env.reset(0), Code.CLOSED, "reset");
    assertFails(env::render, Code.CLOSED, "render");

    VectorSettings sameStep = VectorSettings.of(1).withAutoresetMode(AutoresetMode.SAME_STEP);
    assertFails(
        () -> new CartPoleVector(sameStep, Kwargs.empty()), Code.INVALID_ARGUMENT, "SAME_STEP");
  }

  private static void assertFails(ThrowingCallable call, Code code, String text) {
    assertThatExceptionOfType(GymException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining(text);
  }
}
