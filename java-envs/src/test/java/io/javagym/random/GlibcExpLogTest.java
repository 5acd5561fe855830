package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class GlibcExpLogTest {
  @Property
  void expIsWithinAUnitOfJavas(@ForAll @Scale(15) @DoubleRange(min = -8, max = 0) double x) {
    assertWithinAUnit(GlibcExp.exp(x), StrictMath.exp(x));
  }

  @Property
  void log1pIsWithinAUnitOfJavas(
      @ForAll @Scale(15) @DoubleRange(min = -1, minIncluded = false, max = 0) double x) {
    assertWithinAUnit(GlibcLog1p.log1p(x), StrictMath.log1p(x));
  }

  @Test
  void lastBitsAreGlibcsWhereJavasAreNot() {
    assertThat(GlibcExp.exp(-0x1.f67ceac398401p2)).isEqualTo(0x1.981f8f1eb5109p-12);
    assertThat(GlibcExp.exp(-0x1.1bcba1321d10cp0)).isEqualTo(0x1.51f305f88cd79p-2);
    assertThat(GlibcLog1p.log1p(-0x1.39ba2a14f90a8p-1)).isEqualTo(-0x1.e5b97cfeb7eap-1);
  }

  @Test
  void endsAreExact() {
    assertThat(GlibcExp.exp(-0.0)).isEqualTo(1.0);
    assertThat(GlibcLog1p.log1p(-0.0)).isEqualTo(-0.0);
    assertThat(GlibcLog1p.log1p(-0.5)).isEqualTo(-0x1.62e42fefa39efp-1);
  }

  private static void assertWithinAUnit(double actual, double expected) {
    assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(Math.ulp(expected));
  }
}
