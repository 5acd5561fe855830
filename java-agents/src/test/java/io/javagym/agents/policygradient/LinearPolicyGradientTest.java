package io.javagym.agents.policygradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.javagym.Snapshots;
import io.javagym.agents.Experience;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearPolicyGradientTest {
  private static final Box<byte[]> BYTES = Box.uint8(0, 255, 3);
  private static final byte[] SEEN = {0, 127, -1};

  private static LinearPolicyGradient policy(double learningRate) {
    return new LinearPolicyGradient(BYTES, Discrete.of(4), learningRate, NumpyGenerator.seeded(1));
  }

  private static Experience<byte[], Long> paid(long action, double reward, boolean terminated) {
    return new Experience<>(SEEN, action, reward, SEEN, terminated, false);
  }

  @Test
  void actionsAreDrawnByTheirProbabilities() {
    LinearPolicyGradient policy = policy(1e-4);
    int draws = 20_000;
    int[] counts = new int[4];
    for (int i = 0; i < draws; i++) {
      counts[policy.act(SEEN).intValue()]++;
    }
    double[] pi = policy.probabilities();
    assertThat(pi[0] + pi[1] + pi[2] + pi[3]).isEqualTo(1, within(1e-12));
    for (int a = 0; a < 4; a++) {
      assertThat((double) counts[a] / draws).isEqualTo(pi[a], within(0.02));
    }
  }

  @Test
  void aSnapshotGoesOnAsWhatItWasTakenFrom() {
    LinearPolicyGradient policy = policy(1e-2);
    play(policy, 50);
    byte[] snapshot = Snapshots.save(policy);
    List<Long> expected = play(policy, 50);

    LinearPolicyGradient restored =
        new LinearPolicyGradient(BYTES, Discrete.of(4), 1e-2, NumpyGenerator.seeded(2));
    play(restored, 7);
    Snapshots.restore(restored, snapshot);
    assertThat(play(restored, 50)).isEqualTo(expected);
    assertThat(restored.probabilities()).isEqualTo(policy.probabilities());
    assertThat(restored.metrics()).isEqualTo(policy.metrics());
    assertThat(Snapshots.save(restored)).isEqualTo(Snapshots.save(policy));
  }

  /** Plays episodes of 20 steps, the last of them cut short, in which the action 2 is paid. */
  private static List<Long> play(LinearPolicyGradient policy, int steps) {
    List<Long> actions = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      long action = policy.act(SEEN);
      actions.add(action);
      policy.update(paid(action, action == 2 ? 1 : 0, t % 20 == 19));
    }
    return actions;
  }

  /** Adam's first step moves each parameter by the learning rate against its gradient's sign. */
  @Test
  void aRewardMakesTheActionLikelierByAStepOfAdam() {
    double learningRate = 1e-3;
    LinearPolicyGradient policy = policy(learningRate);
    long action = policy.act(SEEN);
    double[] before = policy.probabilities();
    policy.update(paid(action, 2, false));
    policy.act(SEEN);
    double[] after = policy.probabilities();

    double x = 127 / 255.0 + 1 + 1; // the inputs that are not 0, and the bias
    for (int a = 0; a < 4; a++) {
      double direction = a == action ? 1 : -1;
      double moved =
          Math.log(after[a] / before[a]) - Math.log(after[(a + 1) % 4] / before[(a + 1) % 4]);
      double other = (a + 1) % 4 == action ? 1 : -1;
      assertThat(moved).isEqualTo((direction - other) * learningRate * x, within(1e-8));
    }
  }

  @Test
  void itLearnsWhichActionIsPaid() {
    LinearPolicyGradient policy = policy(1e-2);
    for (int i = 0; i < 2000; i++) {
      long action = policy.act(SEEN);
      policy.update(paid(action, action == 2 ? 1 : 0, i % 10 == 9));
    }
    assertThat(policy.probabilities()[2]).isGreaterThan(0.9);
  }

  @Test
  void theLossOfAnEpisodeIsTheMeanOfItsSteps() {
    LinearPolicyGradient policy = policy(1e-4);
    long action = policy.act(SEEN);
    double loss = -3 * Math.log(policy.probabilities()[(int) action]);
    policy.update(paid(action, 3, false));
    policy.update(paid(policy.act(SEEN), 0, true));

    assertThat(policy.metrics().get("loss")).isEqualTo(loss / 2);
  }

  @Test
  void aLossThatIsNotFiniteIsAnError() {
    LinearPolicyGradient policy = policy(1e-4);
    long action = policy.act(SEEN);
    assertThatThrownBy(() -> policy.update(paid(action, Double.NaN, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the loss is NaN at reward NaN");
  }

  @Test
  void otherSpacesAreRefused() {
    assertThatThrownBy(
            () ->
                new LinearPolicyGradient(
                    Box.int8(0, 1, 3), Discrete.of(4), 1e-4, NumpyGenerator.seeded(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a linear policy needs a Box of uint8 to see, got Box");
  }
}
