package io.javagym.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountainCarTest extends EnvTest {
  private static final long LEFT = 0;
  private static final long RIGHT = 2;

  MountainCarTest() {
    super("MountainCar-v0", Map.of());
  }

  private static MountainCar car(double goalVelocity) {
    return new MountainCar(Kwargs.of(Map.of("goal_velocity", goalVelocity)));
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    MountainCar env = car(0);

    assertThat(env.reset(42).observation()).containsExactly(-0.4452088f, 0.0f);
    assertThat(env.step(RIGHT).observation()).containsExactly(-0.44479132f, 0.00041747934f);
    assertThat(env.step(RIGHT).observation()).containsExactly(-0.4439594f, 0.0008319142f);
    assertThat(env.step(LEFT).observation()).containsExactly(-0.4447191f, -0.00075971487f);
  }

  @Test
  void spacesAreGymnasiums() {
    assertThat(car(0).observationSpace())
        .hasToString("Box([-1.2  -0.07], [0.6  0.07], (2,), float32)");
    assertThat(car(0).actionSpace()).hasToString("Discrete(3)");
  }

  @Test
  void rockingReachesTheGoal() {
    MountainCar env = car(0);
    env.reset(42);
    int steps = 0;
    Step<float[]> step = env.step(RIGHT);
    while (!step.terminated()) {
      step = env.step(step.observation()[1] >= 0 ? RIGHT : LEFT);
      assertThat(step.reward()).isEqualTo(-1);
      steps++;
    }

    assertThat(steps).isLessThan(200);
    assertThat(step.observation()[0]).isGreaterThanOrEqualTo(0.5f);
  }

  @Test
  void aGoalVelocityBeyondTheCarsIsNeverReached() {
    MountainCar env = car(0.08);
    env.reset(BigInteger.ZERO, Map.of("low", 0.55, "high", 0.55));

    assertThat(env.step(RIGHT).terminated()).isFalse();
  }

  @Test
  void theWallStopsTheCar() {
    MountainCar env = car(0);
    // Where the slope is steep to the right, the car rolls down; so hit the wall from above it.
    env.reset(BigInteger.ZERO, Map.of("low", -2.0, "high", -2.0));

    assertThat(env.step(LEFT).observation()).containsExactly(-1.2f, 0.0f);
  }

  @Test
  void badResetOptionsAreErrorsThatShowTheValues() {
    assertFails(
        () -> car(0).reset(null, Map.of("low", 1.0)),
        Code.INVALID_ARGUMENT,
        "low=1.0",
        "high=-0.4",
        "low <= high");
  }
}
