package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class GlibcExpLogTest {
  /** Results differ by whole units; AssertJ compares decimal numbers, not quite exactly. */
  private static final double UNIT_AND_A_BIT = 1.5;

  @Property
  void expIsWithinAUnitOfJavas(@ForAll @Scale(15) @DoubleRange(min = -8, max = 0) double x) {
    double java = StrictMath.exp(x);
    assertThat(GlibcExp.exp(x)).isCloseTo(java, within(UNIT_AND_A_BIT * Math.ulp(java)));
  }

  @Property
  void log1pIsWithinAUnitOfJavas(
      @ForAll @Scale(15) @DoubleRange(min = -1, minIncluded = false, max = 0) double x) {
    double java = StrictMath.log1p(x);
    assertThat(GlibcLog1p.log1p(x)).isCloseTo(java, within(UNIT_AND_A_BIT * Math.ulp(java)));
  }

  @Test
  void endsAreExact() {
    assertThat(GlibcExp.exp(-0.0)).isEqualTo(1.0);
    assertThat(GlibcLog1p.log1p(-0.0)).isEqualTo(-0.0);
    assertThat(GlibcLog1p.log1p(-0.5)).isEqualTo(-0x1.62e42fefa39efp-1);
  }
}
