package io.javagym.agents.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.agents.policies.Categorical;
import org.junit.jupiter.api.Test;

/** python/tests/parity/learning holds its gradient to PyTorch's. */
class PpoLossTest {

  /** X16: ratio 1.5 with advantages 2 and -2. */
  @Test
  void theSurrogateIsClippedOnTheSideThatGains() {
    assertThat(PpoLoss.surrogate(1.5, 2, 0.2)).isCloseTo(2.4, within(1e-15));
    assertThat(PpoLoss.surrogate(1.5, -2, 0.2)).isEqualTo(-3.0);
    assertThat(PpoLoss.surrogate(0.5, 2, 0.2)).isEqualTo(1.0);
    assertThat(PpoLoss.surrogate(0.5, -2, 0.2)).isCloseTo(-1.6, within(1e-15));
  }

  @Test
  void beyondTheClipNothingPushesThePolicy() {
    assertThat(policyGradient(Math.log(1 / 1.5), 2)).isZero();
    assertThat(policyGradient(Math.log(1 / 1.1), 2)).isNegative();
    assertThat(policyGradient(Math.log(1 / 1.5), -2)).isPositive();
  }

  /** Of the logit of the action, which has the probability 1/2 now. */
  private static float policyGradient(double logOldOverNew, double advantage) {
    PpoLoss loss = new PpoLoss(PpoSettings.of(), new Categorical(2));
    float[] d = new float[3];
    loss.begin(1);
    loss.add(new float[2], 0, new float[1], Math.log(0.5) + logOldOverNew, 0, advantage, 0, d);
    return d[0];
  }

  @Test
  void partsAddUpToTheTotal() {
    PpoLoss loss = new PpoLoss(PpoSettings.of().withEntropyWeight(0.01), new Categorical(2));
    loss.begin(1);
    loss.add(new float[2], 3, new float[1], Math.log(0.5), 3, 2, 1, new float[3]);
    assertThat(loss.policyLoss()).isCloseTo(-2, within(1e-12));
    assertThat(loss.valueLoss()).isEqualTo(2);
    assertThat(loss.entropy()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(loss.kl()).isCloseTo(0, within(1e-12));
    assertThat(loss.total()).isCloseTo(-2 - 0.01 * Math.log(2) + 0.5 * 2, within(1e-12));
  }
}
