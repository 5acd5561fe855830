package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.random.Pcg64.State;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class Pcg64Test {
  private static Pcg64 seeded(long seed) {
    return new Pcg64(new SeedSequence(seed));
  }

  @Test
  void stateAndDrawsAreNumpys() {
    Pcg64 bits = seeded(42);
    assertThat(bits.getState())
        .isEqualTo(
            new State(
                0xcea44f6798798f2aL,
                0xacbc7c9d68860ac8L,
                0xfa505436c9a8416eL,
                0x66caf2e28d25abffL,
                false,
                0));
    assertThat(bits.nextLong()).isEqualTo(0xc621fbcd16d92688L);
    assertThat(bits.nextLong()).isEqualTo(0x705a5661a791ffc1L);
    assertThat(seeded(42).nextDouble()).isEqualTo(0x1.8c43f79a2db24p-1);
  }

  @Test
  void theUpperHalfWaitsWhileOthersDraw() {
    Pcg64 bits = seeded(42);
    assertThat(bits.nextInt()).isEqualTo(0x16d92688);
    assertThat(bits.nextLong()).isEqualTo(0x705a5661a791ffc1L);
    assertThat(bits.nextDouble()).isEqualTo((0xdbcd12c26eda1624L >>> 11) * 0x1p-53);
    assertThat(bits.nextInt()).isEqualTo(0xc621fbcd);
  }

  @Test
  void anEvenIncrementIsRefused() {
    assertThatThrownBy(() -> new State(1, 2, 3, 0xa4, false, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("incLow must be odd, got 0xa4");
  }

  @Property
  void copiesAndSnapshotsGoOnAlikeAndApart(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(max = 5) int intsBefore) {
    Pcg64 bits = seeded(seed);
    for (int i = 0; i < intsBefore; i++) {
      bits.nextInt();
    }
    State snapshot = bits.getState();
    Pcg64 copy = bits.copy();
    long[] draws = draws(bits);
    assertThat(draws(copy)).isEqualTo(draws);
    assertThat(copy.getState()).isEqualTo(bits.getState());
    bits.setState(snapshot);
    assertThat(bits.getState()).isEqualTo(snapshot);
    assertThat(draws(bits)).isEqualTo(draws);
  }

  @Property
  void doublesAreMultiplesOfTheirUnitBelowOne(@ForAll @LongRange(min = 0) long seed) {
    double draw = seeded(seed).nextDouble();
    assertThat(draw).isGreaterThanOrEqualTo(0.0).isLessThan(1.0);
    assertThat(draw * 0x1p53).isEqualTo(Math.rint(draw * 0x1p53));
  }

  private static long[] draws(Pcg64 bits) {
    return new long[] {bits.nextInt(), bits.nextLong(), bits.nextInt(), bits.nextInt()};
  }
}
