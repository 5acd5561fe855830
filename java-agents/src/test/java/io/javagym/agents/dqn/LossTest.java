package io.javagym.agents.dqn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LossTest {

  @Test
  void huberIsASquareInTheMiddleAndThenALine() {
    assertThat(Loss.HUBER.of(0.5)).isEqualTo(0.125);
    assertThat(Loss.HUBER.of(-3)).isEqualTo(2.5);
    assertThat(Loss.MSE.of(-3)).isEqualTo(9);
  }

  @Property
  void slopesAreDerivatives(
      @ForAll Loss loss, @ForAll @DoubleRange(min = -5, max = 5) double error) {
    double difference = (loss.of(error + 1e-6) - loss.of(error - 1e-6)) / 2e-6;
    assertThat(loss.slope(error)).isCloseTo(difference, within(2e-6));
  }
}
