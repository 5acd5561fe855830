package io.javagym.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.envs.EnvTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CartPoleTest extends EnvTest {
  private static final long LEFT = 0;
  private static final long RIGHT = 1;

  CartPoleTest() {
    super("CartPole-v1", Map.of());
  }

  private static CartPole cartPole() {
    return new CartPole(Kwargs.empty());
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    CartPole env = cartPole();

    assertThat(env.reset(42).observation())
        .containsExactly(0x1.c0d97ep-6f, -0x1.9090f6p-8f, 0x1.25c37p-5f, 0x1.435e26p-6f);
    assertThat(env.step(LEFT).observation())
        .containsExactly(0.027273363f, -0.20172954f, 0.03625453f, 0.32351476f);
    assertThat(env.step(RIGHT).observation())
        .containsExactly(0.02323877f, -0.007142078f, 0.04272482f, 0.042481862f);
    assertThat(env.step(RIGHT).observation())
        .containsExactly(0.02309593f, 0.187342f, 0.04357446f, -0.23642075f);
  }

  /** The example of Gymnasium's documentation. */
  @Test
  void resetOptionsBoundTheFirstState() {
    float[] observation =
        cartPole().reset(BigInteger.valueOf(123), Map.of("low", -0.1, "high", 0.1)).observation();

    assertThat(observation).containsExactly(0.036470372f, -0.0892358f, -0.055928025f, -0.06312564f);
  }

  @Test
  void spacesAreGymnasiums() {
    assertThat(cartPole().observationSpace())
        .hasToString(
            "Box([-4.8               -inf -0.41887903        -inf],"
                + " [4.8               inf 0.41887903        inf], (4,), float32)");
    assertThat(cartPole().actionSpace()).hasToString("Discrete(2)");
  }

  @Test
  void thePoleFallsWhenPushedOneWay() {
    CartPole env = cartPole();
    env.reset(42);
    Step<float[]> step = fall(env);

    assertThat(step.observation())
        .containsExactly(0.20159529f, 1.9464185f, -0.22034578f, -2.9908078f);
    assertThat(step.reward()).isEqualTo(1);
    assertThat(step.truncated()).isFalse();
  }

  @Test
  void steppingOnAfterTheFallPaysNothingAndWarnsOnce() {
    CartPole env = cartPole();
    List<String> warnings = new ArrayList<>();
    Consumer<String> before = Warnings.setReceiver(warnings::add);
    try {
      for (int episode = 1; episode <= 2; episode++) {
        env.reset(42);
        fall(env);
        assertThat(warnings).hasSize(episode - 1);
        assertThat(env.step(RIGHT).reward()).isZero();
        assertThat(env.step(RIGHT).reward()).isZero();
        assertThat(warnings).hasSize(episode);
      }
    } finally {
      Warnings.setReceiver(before);
    }
    assertThat(warnings).allMatch(text -> text.contains("reset"));
  }

  @Test
  void theRewardOfSuttonAndBartoIsMinusOneAtTheFall() {
    CartPole env = new CartPole(Kwargs.of(Map.of("sutton_barto_reward", true)));
    env.reset(42);

    assertThat(env.step(LEFT).reward()).isZero();
    assertThat(fall(env).reward()).isEqualTo(-1);
  }

  private static Step<float[]> fall(CartPole env) {
    Step<float[]> step;
    do {
      step = env.step(RIGHT);
    } while (!step.terminated());
    return step;
  }

  @Test
  void badResetOptionsAreErrorsThatShowTheValues() {
    assertRefused(Map.of("low", 0.2, "high", 0.1), "low=0.2", "high=0.1", "low <= high");
    assertRefused(Map.of("low", 1L), "low=1.0", "high=0.05");
    assertRefused(Map.of("low", "wide"), "low=wide", "number");
    assertRefused(Collections.singletonMap("high", null), "high=None", "number");
    assertRefused(Map.of("high", Double.NaN), "high=NaN", "finite");
    assertRefused(Map.of("high", Double.POSITIVE_INFINITY), "high=Infinity", "finite");
  }

  private static void assertRefused(Map<String, Object> options, String... texts) {
    assertFails(() -> cartPole().reset(null, options), Code.INVALID_ARGUMENT, texts);
  }
}
