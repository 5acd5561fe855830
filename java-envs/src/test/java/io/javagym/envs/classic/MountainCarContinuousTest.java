package io.javagym.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountainCarContinuousTest extends EnvTest {
  MountainCarContinuousTest() {
    super("MountainCarContinuous-v0", Map.of());
  }

  private static MountainCarContinuous car(double goalVelocity) {
    return new MountainCarContinuous(Kwargs.of(Map.of("goal_velocity", goalVelocity)));
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    MountainCarContinuous env = car(0);

    assertThat(env.reset(42).observation()).containsExactly(-0.4452088f, 0.0f);
    assertThat(env.step(new float[] {0.5f}).observation())
        .containsExactly(-0.4450413f, 0.00016747933f);
    assertThat(env.step(new float[] {-3}).observation())
        .containsExactly(-0.44695756f, -0.001916263f);
    assertThat(env.step(new float[] {1}).observation())
        .containsExactly(-0.44794357f, -0.000986021f);
  }

  @Test
  void fuelCostsTheSquareOfTheActionEvenBeyondItsBounds() {
    MountainCarContinuous env = car(0);
    env.reset(42);

    assertThat(env.step(new float[] {0.5f}).reward()).isEqualTo(-0.025);
    assertThat(env.step(new float[] {-3}).reward()).isEqualTo(-0.9);
    assertThat(Double.doubleToRawLongBits(env.step(new float[] {0}).reward())).isZero();
  }

  @Test
  void rockingReachesTheGoal() {
    MountainCarContinuous env = car(0);
    env.reset(42);
    int steps = 0;
    Step<float[]> step = env.step(new float[] {1});
    while (!step.terminated()) {
      assertThat(step.reward()).isEqualTo(-0.1);
      step = env.step(new float[] {step.observation()[1] >= 0 ? 1 : -1});
      steps++;
    }

    assertThat(steps).isLessThan(999);
    assertThat(step.reward()).isEqualTo(100 - 0.1);
    assertThat(step.observation()[0]).isGreaterThanOrEqualTo(0.45f);
  }

  /** Where Gymnasium caps the velocity it is the float64 0.07, not the float32 next to it. */
  @Test
  void theGreatestVelocityIsComparedInDoublePrecision() {
    assertThat(arrivesAtFullSpeed(0.07)).isTrue();
    assertThat(arrivesAtFullSpeed(0.07000000000000002)).isFalse();
  }

  private static boolean arrivesAtFullSpeed(double goalVelocity) {
    MountainCarContinuous env = car(goalVelocity);
    env.reset(BigInteger.ZERO, Map.of("low", 0.0, "high", 0.0)); // high on the slope
    boolean reached = false;
    float[] action = {1};
    for (int i = 0; i < 2000; i++) {
      Step<float[]> step = env.step(action);
      reached |= step.terminated();
      action[0] = step.observation()[1] >= 0 ? 1 : -1;
    }
    return reached;
  }
}
