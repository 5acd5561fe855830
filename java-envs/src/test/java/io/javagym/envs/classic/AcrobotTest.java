package io.javagym.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcrobotTest extends EnvTest {
  AcrobotTest() {
    super("Acrobot-v1", Map.of());
  }

  private static Acrobot acrobot() {
    return new Acrobot(Kwargs.empty());
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    Acrobot env = acrobot();

    assertThat(env.reset(42).observation())
        .containsExactly(
            0.99849933f, 0.054763798f, 0.99992526f, -0.012224007f, 0.07171959f, 0.039473604f);
    assertThat(env.step(2L).observation())
        .containsExactly(
            0.9988263f, 0.048435498f, 0.99933636f, 0.03642501f, -0.13198231f, 0.43717727f);
    assertThat(env.step(2L).observation())
        .containsExactly(
            0.999986f, 0.0052958704f, 0.98803645f, 0.15422069f, -0.28672472f, 0.7189523f);
    assertThat(env.step(0L).observation())
        .containsExactly(
            0.9994417f, -0.033411276f, 0.970779f, 0.23997529f, -0.09081321f, 0.1370818f);
  }

  /** The example of Gymnasium's documentation. */
  @Test
  void resetOptionsBoundTheFirstState() {
    Map<String, Object> options = Map.of("low", -0.2, "high", 0.2);

    assertThat(acrobot().reset(BigInteger.valueOf(123), options).observation())
        .containsExactly(
            0.997341f, 0.07287608f, 0.9841162f, -0.17752565f, -0.11185605f, -0.12625128f);
  }

  @Test
  void torqueAlongTheSecondLinkReachesTheGoal() {
    Acrobot env = acrobot();
    float[] observation = env.reset(42).observation();
    Step<float[]> step;
    int steps = 0;
    do {
      step = env.step(observation[5] > 0 ? 2L : 0L);
      observation = step.observation();
      steps++;
      assertThat(step.reward()).isEqualTo(step.terminated() ? 0 : -1);
    } while (!step.terminated());

    assertThat(steps).isLessThan(500);
  }

  @Test
  void thePapersEquationsGiveAnotherTrajectory() {
    Acrobot book = acrobot();
    Acrobot nips = new Acrobot(Kwargs.of(Map.of("book_or_nips", "nips")));
    book.reset(1);
    nips.reset(1);

    assertThat(nips.step(0L).observation()).isNotEqualTo(book.step(0L).observation());
  }

  @Test
  void unknownEquationsAreAnErrorThatListsTheKnown() {
    assertFails(
        () -> new Acrobot(Kwargs.of(Map.of("book_or_nips", "film"))),
        Code.INVALID_ARGUMENT,
        "'film'",
        "'book' or 'nips'");
    assertFails(
        () -> new Acrobot(Kwargs.of(Collections.singletonMap("book_or_nips", null))),
        Code.INVALID_ARGUMENT,
        "None");
  }

  /** Gymnasium takes off one turn after another, and would not come to an end. */
  @ParameterizedTest
  @ValueSource(doubles = {1e4, 1e12, 1e30})
  void aStateFarOutStillComesToAnEnd(double high) {
    Acrobot env = acrobot();
    env.reset(BigInteger.ZERO, Map.of("high", high));

    assertThat(env.step(0L).observation()).hasSize(6);
  }
}
