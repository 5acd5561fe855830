package io.javagym.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.Kwargs;
import io.javagym.Step;
import io.javagym.envs.EnvTest;
import io.javagym.random.NumpyGenerator;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BipedalWalkerTest extends EnvTest {
  private static final Map<String, Object> HARDCORE = Map.of("hardcore", true);

  BipedalWalkerTest() {
    super("BipedalWalker-v3", Map.of());
  }

  private static BipedalWalker walker(boolean hardcore) {
    return new BipedalWalker(hardcore ? Kwargs.of(HARDCORE) : Kwargs.empty());
  }

  /** What Gymnasium 1.4.0 gives for seed 42. */
  @Test
  void aSeedGivesGymnasiumsTrajectory() {
    BipedalWalker env = walker(false);

    assertThat(env.reset(42).observation())
        .startsWith(
            0x1.681a22p-9f,
            -0x1.537dp-16f,
            0x1.9ca306p-10f,
            -0x1.06244cp-6f,
            0x1.784fd4p-4f,
            -0x1.104528p-9f,
            0x1.b87bb4p-1f,
            0x1.810d96p-9f,
            1)
        .endsWith(0x1.3475cap-1f, 0x1.6b1596p-1f, 0x1.c598e2p-1f, 1, 1);
    assertThat(env.step(new float[] {0.5f, -0.25f, 1, 0}).reward()).isEqualTo(-0x1.c06f1ap-3);
    assertThat(env.step(new float[] {-1, 1, -0.1f, 0.7f}).reward()).isEqualTo(-0x1.13fe3ep-5);
    assertThat(env.step(new float[4]).reward()).isEqualTo(0x1.00e1ap-5);
    Step<float[]> last = env.step(new float[] {0.3f, -2, 0.9f, -0.6f});
    assertThat(last.reward()).isEqualTo(-0x1.371a4ap-3);
    assertThat(last.observation())
        .startsWith(
            -0x1.4197eep-6f,
            -0x1.8007d8p-6f,
            -0x1.5e9778p-6f,
            -0x1.bfb622p-5f,
            0x1.fd002ap-2f,
            0x1.a8e36cp-1f,
            0x1.5ef2p-9f,
            -1,
            1);
  }

  /** The numbers are Gymnasium's for seed 7. */
  @Test
  void theGroundTakesGymnasiumsDraws() {
    NumpyGenerator random = NumpyGenerator.seeded(BigInteger.valueOf(7));
    WalkerTerrain terrain = new WalkerTerrain(random, true);
    new WalkerClouds(random);
    random.uniform(-5, 5);

    assertThat(terrain.blocks).hasSize(29);
    assertThat(terrain.y[199]).isEqualTo(0x1.0eb7a049cd8bfp+2);
    assertThat(random.random()).isEqualTo(0x1.50e8cb68dff18p-1);
  }

  @Test
  void actionsBeyondTheSpaceAreTheNearestWithin() {
    BipedalWalker env = walker(false);
    BipedalWalker other = walker(false);
    env.reset(1);
    other.reset(1);

    Step<float[]> beyond = env.step(new float[] {7, Float.NEGATIVE_INFINITY, -1.5f, 0.5f});
    Step<float[]> within = other.step(new float[] {1, -1, -1, 0.5f});
    assertThat(beyond.observation()).containsExactly(within.observation());
    assertThat(beyond.reward()).isEqualTo(within.reward());
  }

  @Test
  void anActionThatIsNoNumberIsAnError() {
    try (Env<float[], float[]> env = Gym.make("BipedalWalker-v3")) {
      env.reset(1);
      assertFails(() -> env.step(new float[] {0, Float.NaN, 0, 0}), Code.INVALID_ACTION, "nan");
      env.step(new float[4]);
    }
  }

  @Test
  void theHeuristicWalksSomeWay() {
    double sum = 0;
    for (int seed = 0; seed < 10; seed++) {
      BipedalWalker env = walker(false);
      WalkerHeuristic policy = new WalkerHeuristic();
      float[] observation = env.reset(seed).observation();
      Step<float[]> step;
      int steps = 0;
      do {
        step = env.step(policy.action(observation));
        observation = step.observation();
        sum += step.reward();
        steps++;
      } while (!step.terminated() && steps < 1600);
    }
    // Random actions give -100.
    assertThat(sum / 10).isGreaterThan(20);
  }

  @Test
  void sixteenWalkersOnFourThreadsEqualOneAlone() throws Exception {
    OnThreads.assertSixteenEqualOneAlone(BipedalWalkerTest::trajectory);
  }

  /** A hash of 8 episodes over obstacles and without, walked and at random. */
  private static int trajectory() {
    int hash = 0;
    for (boolean hardcore : new boolean[] {false, true}) {
      BipedalWalker env = walker(hardcore);
      Random random = new Random(1);
      for (int seed = 0; seed < 4; seed++) {
        WalkerHeuristic policy = new WalkerHeuristic();
        float[] observation = env.reset(seed).observation();
        Step<float[]> step;
        int steps = 0;
        do {
          step = env.step(seed % 2 == 0 ? policy.action(observation) : action(random));
          observation = step.observation();
          hash = 31 * hash + Arrays.hashCode(observation);
          steps++;
        } while (!step.terminated() && steps < 400);
      }
    }
    return hash;
  }

  private static float[] action(Random random) {
    float[] action = new float[4];
    for (int i = 0; i < action.length; i++) {
      action[i] = 2 * random.nextFloat() - 1;
    }
    return action;
  }
}
