package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class HalfTest {
  private static final int POSITIVE_INFINITY = 0x7C00;

  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      double value = Half.toDouble((short) bits);
      if (!Double.isNaN(value)) {
        assertThat(Half.fromDouble(value)).isEqualTo((short) bits);
      }
    }
    assertThat(Half.toDouble(Half.fromDouble(Double.NaN))).isNaN();
  }

  @Test
  void knownValues() {
    assertThat(Half.toDouble((short) 0x3C00)).isEqualTo(1);
    assertThat(Half.toDouble((short) 0xC000)).isEqualTo(-2);
    assertThat(Half.toDouble((short) 0x7BFF)).isEqualTo(Half.MAX_VALUE);
    assertThat(Half.toDouble((short) 1)).isEqualTo(0x1p-24);
    assertThat(Half.fromDouble(65519.99)).isEqualTo((short) 0x7BFF);
    assertThat(Half.fromDouble(65520)).isEqualTo((short) POSITIVE_INFINITY);
    assertThat(Half.fromDouble(0x1p-25)).isEqualTo((short) 0);
    assertThat(Half.fromDouble(Math.nextUp(0x1p-25))).isEqualTo((short) 1);
  }

  @Test
  void isRoundedOnceWhereAFloatWouldRoundTwice() {
    // Just above the middle of 1 and the next half; as a float it would be that middle.
    double value = 1 + 0x1p-11 + 0x1p-40;
    assertThat(Half.fromDouble(value)).isEqualTo((short) 0x3C01);
    assertThat(Half.fromDouble((float) value)).isEqualTo((short) 0x3C00);
  }

  @Property
  void isTheNearest(@ForAll @DoubleRange(min = -65519, max = 65519) double value) {
    assertNearest(value);
    assertNearest(value * 0x1p-20);
    assertNearest(value * 0x1p-35);
  }

  private static void assertNearest(double value) {
    short half = Half.fromDouble(value);
    BigDecimal distance = distance(value, half);
    for (int neighbor : new int[] {half - 1, half + 1}) {
      if ((neighbor & 0x7FFF) < POSITIVE_INFINITY) {
        assertThat(distance).isLessThanOrEqualTo(distance(value, (short) neighbor));
      }
    }
  }

  private static BigDecimal distance(double value, short half) {
    return new BigDecimal(value).subtract(new BigDecimal(Half.toDouble(half))).abs();
  }
}
