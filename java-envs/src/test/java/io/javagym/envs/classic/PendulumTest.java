package io.javagym.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendulumTest extends EnvTest {
  PendulumTest() {
    super("Pendulum-v1", Map.of());
  }

  private static Pendulum pendulum() {
    return new Pendulum(Kwargs.empty());
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    Pendulum env = pendulum();

    assertThat(env.reset(42).observation()).containsExactly(-0.14995256f, 0.9886932f, -0.12224312f);
    assertStep(env, 0.5f, -2.9646752412519177, -0.18417667f, 0.98289317f, 0.69427675f);
    assertStep(env, -3, -3.1358449927870278, -0.23945692f, 0.970907f, 1.1314466f);
    assertStep(env, 2, -3.417546024107542, -0.34269848f, 0.93944544f, 2.159627f);
  }

  private static void assertStep(Pendulum env, float torque, double reward, float... observation) {
    Step<float[]> step = env.step(new float[] {torque});

    assertThat(step.reward()).isEqualTo(reward);
    assertThat(step.observation()).containsExactly(observation);
    assertThat(step.terminated()).isFalse();
  }

  /** The example of Gymnasium's documentation. */
  @Test
  void resetOptionsBoundTheFirstState() {
    Map<String, Object> options = Map.of("x_init", Math.PI / 2, "y_init", 0.5);

    assertThat(pendulum().reset(BigInteger.valueOf(123), options).observation())
        .containsExactly(0.8403459f, 0.54205054f, -0.44617897f);
  }

  @Test
  void withoutGravityNothingMovesByItself() {
    Pendulum env = new Pendulum(Kwargs.of(Map.of("g", 0L)));
    float[] before = env.reset(BigInteger.ONE, Map.of("y_init", 0L)).observation();

    assertThat(env.step(new float[] {0}).observation()).isEqualTo(before);
  }

  @Test
  void theSpeedIsBounded() {
    Pendulum env = new Pendulum(Kwargs.of(Map.of("g", 1000.0)));
    env.reset(1);
    for (int i = 0; i < 100; i++) {
      assertThat(env.step(new float[] {2}).observation()[2]).isBetween(-8f, 8f);
    }
  }

  @Test
  void badResetOptionsAreErrorsThatShowTheValues() {
    assertRefused(Map.of("x_init", -0.5), "x_init=-0.5", "0 or more");
    assertRefused(Map.of("y_init", -0.0), "y_init=-0.0", "0 or more");
    assertRefused(Map.of("x_init", Double.POSITIVE_INFINITY), "x_init=Infinity", "finite");
    assertRefused(Map.of("y_init", Double.NaN), "y_init=NaN", "finite");
    assertRefused(Map.of("x_init", "wide"), "x_init=wide", "number");
  }

  private static void assertRefused(Map<String, Object> options, String... texts) {
    assertFails(() -> pendulum().reset(null, options), Code.INVALID_ARGUMENT, texts);
  }
}
