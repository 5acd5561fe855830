package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class LibmTest {
  /** A few units in the last place of 1. */
  private static final double LAST_BITS = 0x1p-51;

  /** Angles of every range for which Math and StrictMath both round the other way. */
  @Test
  void lastBitsAreGlibcsWhereJavasAreNot() {
    assertThat(Libm.sin(0x1.af5a09cc914ap-5)).isEqualTo(0x1.af270498b536cp-5);
    assertThat(Libm.sin(0x1.e8f1b93f16f02p-3)).isEqualTo(0x1.e4500a1a28e1cp-3);
    assertThat(Libm.sin(0x1.ff8929ea157cp0)).isEqualTo(0x1.d1f2249c67d27p-1);
    assertThat(Libm.sin(-0x1.2042dc932bb0cp4)).isEqualTo(0x1.7aef8dd68bb5cp-1);
    assertThat(Libm.sin(0x1.42957084fb726p25)).isEqualTo(0x1.078e062a82103p-1);
    assertThat(Libm.cos(0x1.91e88cfa5e44ep-5)).isEqualTo(0x1.ff62498237a59p-1);
    assertThat(Libm.cos(-0x1.533c57703e2f3p-1)).isEqualTo(0x1.93ab0256a9de9p-1);
    assertThat(Libm.cos(-0x1.c74c4de699448p0)).isEqualTo(-0x1.a657629d09af6p-3);
    assertThat(Libm.cos(-0x1.9fe68c9ce7dbbp3)).isEqualTo(0x1.d147631e48d59p-1);
    assertThat(Libm.cos(0x1.a1c2a65bf581fp23)).isEqualTo(-0x1.02e037aeebc91p-4);
    assertThat(Libm.sinf(0x1.5fa6c6p-2f)).isEqualTo(0x1.58c7c8p-2f);
    assertThat(Libm.sinf(0x1.b4315ep2f)).isEqualTo(0x1.03dc56p-1f);
    assertThat(Libm.sinf(0x1.472a22p6f)).isEqualTo(0x1.c09416p-4f);
    assertThat(Libm.cosf(0x1.f66a56p-2f)).isEqualTo(0x1.c399ap-1f);
    assertThat(Libm.cosf(0x1.65091ap3f)).isEqualTo(0x1.49e54cp-3f);
    assertThat(Libm.cosf(0x1.d7983p6f)).isEqualTo(0x1.6ba398p-4f);
  }

  /** Squares that C's pow rounds the other way than a multiplication. */
  @Test
  void squaresAreGlibcsWhereAMultiplicationsAreNot() {
    assertThat(Libm.square(0x1.03bbb9088a700p-4)).isEqualTo(0x1.0785620f20564p-8);
    assertThat(Libm.square(0x1.50dfcf6c8ee98p4)).isEqualTo(0x1.bb4c4427fe56bp8);
    assertThat(Libm.square(-0x1.5650f1316bc4ep4)).isEqualTo(0x1.c9bc5e07ae138p8);
    assertThat(Libm.squaref(-0x1.4e433ap0f)).isEqualTo(0x1.b4737ep0f);
    assertThat(Libm.squaref(0x1.6186c6p0f)).isEqualTo(0x1.e834f6p0f);
  }

  @Test
  void simpleSquaresAreExact() {
    for (double x : new double[] {0, -0.0, 1, -1, 0.5, -3, 0x1p300, 0x1p-500, 0x1p600}) {
      assertThat(Libm.square(x)).isEqualTo(x * x);
      assertThat(Libm.squaref((float) x)).isEqualTo((float) x * (float) x);
    }
    assertThat(Libm.square(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Libm.square(Double.NaN)).isNaN();
    assertThat(Libm.squaref(Float.NaN)).isNaN();
  }

  @Property
  void squaresAreWithinAUnitInTheLastPlace(
      @ForAll @Scale(15) @DoubleRange(min = -1e9, max = 1e9) double x, @ForAll float y) {
    assertThat(Libm.square(x)).isBetween(Math.nextDown(x * x), Math.nextUp(x * x));
    assertThat(Libm.square(-x)).isEqualTo(Libm.square(x));
    assertThat(Libm.squaref(-y)).isEqualTo(Libm.squaref(y));
  }

  @Test
  void nanAndInfinitiesGiveNan() {
    for (double x : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
      assertThat(Libm.sin(x)).isNaN();
      assertThat(Libm.cos(x)).isNaN();
      assertThat(Libm.sinf((float) x)).isNaN();
      assertThat(Libm.cosf((float) x)).isNaN();
    }
  }

  @Test
  void zerosKeepTheirSign() {
    assertThat(Double.doubleToRawLongBits(Libm.sin(-0.0))).isEqualTo(Long.MIN_VALUE);
    assertThat(Float.floatToRawIntBits(Libm.sinf(-0.0f))).isEqualTo(Integer.MIN_VALUE);
    assertThat(Libm.cos(-0.0)).isEqualTo(1.0);
    assertThat(Libm.cosf(-0.0f)).isEqualTo(1.0f);
  }

  @Test
  void tinyAnglesAreTheirSine() {
    assertThat(Libm.sin(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Libm.sin(-0x1p-27)).isEqualTo(-0x1p-27);
    assertThat(Libm.sinf(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(Libm.sinf(-0x1p-13f)).isEqualTo(-0x1p-13f);
  }

  @Property
  void sineIsOddAndCosineEven(@ForAll double x, @ForAll float y) {
    assertThat(Libm.sin(-x)).isEqualTo(-Libm.sin(x));
    assertThat(Libm.cos(-x)).isEqualTo(Libm.cos(x));
    assertThat(Libm.sinf(-y)).isEqualTo(-Libm.sinf(y));
    assertThat(Libm.cosf(-y)).isEqualTo(Libm.cosf(y));
  }

  @Property
  void theyAreSineAndCosine(
      @ForAll double x, @ForAll @Scale(15) @DoubleRange(min = -9, max = 9) double y) {
    assertThat(Libm.sin(x)).isCloseTo(StrictMath.sin(x), within(LAST_BITS)).isBetween(-1.0, 1.0);
    assertThat(Libm.cos(x)).isCloseTo(StrictMath.cos(x), within(LAST_BITS)).isBetween(-1.0, 1.0);
    assertThat(Libm.sin(y)).isCloseTo(StrictMath.sin(y), within(LAST_BITS)).isBetween(-1.0, 1.0);
    assertThat(Libm.cos(y)).isCloseTo(StrictMath.cos(y), within(LAST_BITS)).isBetween(-1.0, 1.0);
  }

  @Property
  void floatsAreRoundedOnce(@ForAll @Scale(6) @FloatRange(min = -150, max = 150) float x) {
    assertThat((double) Libm.sinf(x)).isCloseTo(StrictMath.sin(x), within(0x1.3p-25));
    assertThat((double) Libm.cosf(x)).isCloseTo(StrictMath.cos(x), within(0x1.3p-25));
  }
}
