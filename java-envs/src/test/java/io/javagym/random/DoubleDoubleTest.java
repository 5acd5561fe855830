package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class DoubleDoubleTest {
  @Property
  void logUndoesExpToAHundredBits(@ForAll @Scale(15) @DoubleRange(min = -7.7, max = 7.7) double x) {
    DoubleDouble back = DoubleDouble.of(x).exp().log();
    assertThat(back.high() - x + back.low()).isCloseTo(0.0, within(0x1p-92));
  }

  @Property
  void divisionUndoesMultiplication(
      @ForAll @Scale(15) @DoubleRange(min = 0.001, max = 1000) double a,
      @ForAll @Scale(15) @DoubleRange(min = 0.001, max = 1000) double b) {
    DoubleDouble precise = DoubleDouble.of(a).plus(DoubleDouble.of(b * 0x1p-60));
    DoubleDouble back = precise.times(DoubleDouble.of(b)).dividedBy(DoubleDouble.of(b));
    double difference = back.plus(precise.negated()).high();
    assertThat(difference / a).isCloseTo(0.0, within(0x1p-100));
  }
}
