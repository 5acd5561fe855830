package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class NumpyMathTest {
  /** Angles for which NumPy 2.4 does not give the nearest float. */
  @Test
  void lastBitsAreNumpysWhereRoundingIsNot() {
    assertThat(NumpyMath.sinf(0x1.684a8ep-4f)).isEqualTo(0x1.67d3a8p-4f);
    assertThat(NumpyMath.sinf(0x1.a6a966p-1f)).isEqualTo(0x1.78441ap-1f);
    assertThat(NumpyMath.cosf(0x1.690d9cp-4f)).isEqualTo(0x1.fe031cp-1f);
    assertThat(NumpyMath.cosf(0x1.fd249ap-1f)).isEqualTo(0x1.1708d8p-1f);
  }

  @Test
  void nanAndInfinitiesGiveNan() {
    for (float x : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
      assertThat(NumpyMath.sinf(x)).isNaN();
      assertThat(NumpyMath.cosf(x)).isNaN();
    }
  }

  @Property
  void theyAreSineAndCosine(@ForAll @Scale(6) @FloatRange(min = -150000, max = 150000) float x) {
    assertThat((double) NumpyMath.sinf(x)).isCloseTo(StrictMath.sin(x), within(0x1p-22));
    assertThat((double) NumpyMath.cosf(x)).isCloseTo(StrictMath.cos(x), within(0x1p-22));
  }

  @Test
  void theRemainderHasTheSignOfTheDivisor() {
    assertThat(NumpyMath.mod(7, 3)).isEqualTo(1);
    assertThat(NumpyMath.mod(-7, 3)).isEqualTo(2);
    assertThat(NumpyMath.mod(7, -3)).isEqualTo(-2);
    assertThat(NumpyMath.mod(-7, -3)).isEqualTo(-1);
    assertThat(NumpyMath.mod(-6, 3)).isEqualTo(0.0);
    assertThat(Double.doubleToRawLongBits(NumpyMath.mod(6, -3))).isEqualTo(Long.MIN_VALUE);
    assertThat(NumpyMath.mod(Double.NaN, 3)).isNaN();
  }

  @Property
  void theRemainderIsBelowTheDivisor(@ForAll @DoubleRange(min = -1e9, max = 1e9) double x) {
    assertThat(NumpyMath.mod(x, 2 * Math.PI)).isBetween(0.0, 2 * Math.PI);
  }
}
