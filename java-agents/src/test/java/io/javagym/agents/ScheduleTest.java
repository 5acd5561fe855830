package io.javagym.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** X18: the values of the formulas. */
class ScheduleTest {

  @Test
  void constantStays() {
    Schedule epsilon = Schedule.constant(0.1);

    assertThat(epsilon.at(0)).isEqualTo(0.1);
    assertThat(epsilon.at(1_000_000)).isEqualTo(0.1);
  }

  @Test
  void linearGoesInEqualStepsAndStops() {
    Schedule epsilon = Schedule.linear(1.0, 0.1, 100);

    assertThat(epsilon.at(0)).isEqualTo(1.0);
    assertThat(epsilon.at(50)).isCloseTo(0.55, within(1e-15));
    assertThat(epsilon.at(99)).isCloseTo(0.109, within(1e-15));
    assertThat(epsilon.at(100)).isEqualTo(0.1);
    assertThat(epsilon.at(Long.MAX_VALUE)).isEqualTo(0.1);
  }

  @Test
  void exponentialMultipliesDownToAFloor() {
    Schedule epsilon = Schedule.exponential(1.0, 0.01, 0.9995); // X12

    assertThat(epsilon.at(0)).isEqualTo(1.0);
    assertThat(epsilon.at(1)).isEqualTo(0.9995);
    assertThat(epsilon.at(1000)).isCloseTo(0.606454822840095, within(1e-12));
    assertThat(epsilon.at(9208)).isCloseTo(0.010000188023548, within(1e-12));
    assertThat(epsilon.at(9209)).isEqualTo(0.01);
    assertThat(epsilon.at(Long.MAX_VALUE)).isEqualTo(0.01);
  }

  @Test
  void decayApproachesItsEnd() {
    Schedule epsilon = Schedule.decay(1.0, 0.05, 500); // X9

    assertThat(epsilon.at(0)).isEqualTo(1.0);
    assertThat(epsilon.at(500)).isEqualTo(0.05 + 0.95 * Math.exp(-1));
    assertThat(epsilon.at(Long.MAX_VALUE)).isEqualTo(0.05);
  }

  @Test
  void refusesWhatGoesNowhere() {
    assertThatThrownBy(() -> Schedule.linear(1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("duration is 0.0");
    assertThatThrownBy(() -> Schedule.exponential(1, 0, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("factor is 1.5, expected 0 < factor <= 1");
    assertThatThrownBy(() -> Schedule.decay(1, 0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeConstant is NaN");
  }
}
