package io.javagym.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.envs.EnvTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LunarLanderTest extends EnvTest {
  private static final Map<String, Object> WINDY_THROTTLES =
      Map.of("continuous", true, "enable_wind", true);

  LunarLanderTest() {
    super("LunarLander-v3", Map.of());
  }

  private static SwitchedLunarLander switched() {
    return new SwitchedLunarLander(Kwargs.empty());
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    SwitchedLunarLander env = switched();

    assertThat(env.reset(42).observation())
        .containsExactly(
            0x1.2d1334p-9f,
            0x1.6b0a9cp+0f,
            0x1.dc7616p-3f,
            0x1.482866p-2f,
            -0x1.5bfafep-9f,
            -0x1.afb3dp-5f,
            0,
            0);
    assertThat(env.step(0L).reward()).isEqualTo(0x1.251d6f5b35c00p+0);
    assertThat(env.step(1L).reward()).isEqualTo(0x1.e896acf711d85p+0);
    assertThat(env.step(2L).reward()).isEqualTo(-0x1.a9bee021a29a6p+1);
    Step<float[]> last = env.step(3L);
    assertThat(last.reward()).isEqualTo(0x1.68c944b423414p-2);
    assertThat(last.observation())
        .containsExactly(
            0x1.7114ccp-7f,
            0x1.7198ccp+0f,
            0x1.d7e48ap-3f,
            0x1.18dbe4p-2f,
            -0x1.54d50ep-7f,
            -0x1.14ab1ap-4f,
            0,
            0);
  }

  /** The same with throttles and wind. */
  @Test
  void windAndThrottlesAreGymnasiums() {
    ThrottledLunarLander env = new ThrottledLunarLander(Kwargs.of(WINDY_THROTTLES));

    assertThat(env.reset(42).observation()[0]).isEqualTo(0x1.22a666p-9f);
    assertThat(env.step(new float[] {0.5f, -0.75f}).reward()).isEqualTo(-0x1.82af2fe7e7d6ap-6);
    assertThat(env.step(new float[] {1, 1}).reward()).isEqualTo(-0x1.fe4611e1e0b23p+1);
    Step<float[]> last = env.step(new float[] {-0.5f, 0.6f});
    assertThat(last.reward()).isEqualTo(0x1.661f131510d1ap+0);
    assertThat(last.observation()[5]).isEqualTo(-0x1.0a9432p-5f);
  }

  @Test
  void actionsBeyondTheSpaceAreTheNearestWithin() {
    ThrottledLunarLander env = new ThrottledLunarLander(Kwargs.empty());
    ThrottledLunarLander other = new ThrottledLunarLander(Kwargs.empty());
    env.reset(1);
    other.reset(1);

    assertThat(env.step(new float[] {7, Float.NEGATIVE_INFINITY}).observation())
        .containsExactly(other.step(new float[] {1, -1}).observation());
  }

  @Test
  void spacesAreGymnasiums() {
    assertThat(switched().observationSpace())
        .hasToString(
            "Box([ -2.5        -2.5       -10.        -10.         -6.2831855 -10.\n"
                + "  -0.         -0.       ], [ 2.5        2.5       10.        10.         6.2831855"
                + " 10.\n"
                + "  1.         1.       ], (8,), float32)");
    assertThat(switched().actionSpace()).hasToString("Discrete(4)");
    assertThat(new ThrottledLunarLander(Kwargs.empty()).actionSpace())
        .hasToString("Box(-1.0, 1.0, (2,), float32)");
  }

  @Test
  void theHeuristicLands() {
    SwitchedLunarLander env = switched();
    double sum = 0;
    for (int seed = 0; seed < 20; seed++) {
      float[] observation = env.reset(seed).observation();
      Step<float[]> step;
      int steps = 0;
      do {
        step = env.step(LunarHeuristic.engine(observation));
        observation = step.observation();
        sum += step.reward();
        steps++;
      } while (!step.terminated() && steps < 1000);
    }
    assertThat(sum / 20).isGreaterThan(200);
  }

  @Test
  void sixteenLandersOnFourThreadsEqualOneAlone() throws Exception {
    OnThreads.assertSixteenEqualOneAlone(LunarLanderTest::trajectory);
  }

  /** A hash of 20 episodes of the heuristic, which lands, and of random falls between. */
  private static int trajectory() {
    int hash = 0;
    SwitchedLunarLander env = switched();
    java.util.Random random = new java.util.Random(1);
    for (int seed = 0; seed < 20; seed++) {
      float[] observation = env.reset(seed).observation();
      Step<float[]> step;
      int steps = 0;
      do {
        step =
            env.step(seed % 2 == 0 ? LunarHeuristic.engine(observation) : (long) random.nextInt(4));
        observation = step.observation();
        hash = 31 * hash + Arrays.hashCode(observation);
        steps++;
      } while (!step.terminated() && steps < 1000);
    }
    return hash;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -12, 1, -12.5, Double.NaN, Double.NEGATIVE_INFINITY})
  void gravityOutsideItsRangeIsAnError(double gravity) {
    assertFails(
        () -> LunarLander.of(Kwargs.of(Map.of("gravity", gravity))),
        Code.ASSERTED_ARGUMENT,
        "gravity",
        "" + gravity,
        "between -12 and 0");
  }

  @Test
  void windBeyondWhatIsRecommendedWarns() {
    List<String> warnings = new ArrayList<>();
    Consumer<String> before = Warnings.setReceiver(warnings::add);
    try {
      LunarLander.of(Kwargs.of(Map.of("wind_power", 20L, "turbulence_power", 2L)));
      assertThat(warnings).isEmpty();
      LunarLander.of(Kwargs.of(Map.of("wind_power", 20.5, "turbulence_power", -1L)));
    } finally {
      Warnings.setReceiver(before);
    }
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).contains("wind_power", "20.5", "between 0.0 and 20.0");
    assertThat(warnings.get(1)).contains("turbulence_power", "-1.0", "between 0.0 and 2.0");
  }

  @Test
  void theArgumentContinuousChoosesTheActions() {
    try (Env<?, ?> env = Gym.make("LunarLander-v3", Map.of("continuous", true))) {
      assertThat(env.actionSpace()).hasToString("Box(-1.0, 1.0, (2,), float32)");
    }
    try (Env<?, ?> env = Gym.make("LunarLanderContinuous-v3", Map.of("continuous", false))) {
      assertThat(env.actionSpace()).hasToString("Discrete(4)");
    }
  }
}
