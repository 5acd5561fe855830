package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SeedSequenceTest {
  private static final BigInteger WIDE_SEED = BigInteger.ONE.shiftLeft(200);

  @Test
  void wordsAreNumpys() {
    assertThat(new SeedSequence(0).generateState(5))
        .containsExactly(0xb0f478be, 0xdb2cd7e7, 0x2c71ba49, 0xabf4641a, 0x9d7b8d41);
    assertThat(new SeedSequence(WIDE_SEED).generateState(5))
        .containsExactly(0x298e7285, 0x41b62f2c, 0x9c74afe6, 0x296a54b3, 0x3506422d);
    assertThat(new SeedSequence(WIDE_SEED).generateState64(2))
        .containsExactly(0x41b62f2c298e7285L, 0x296a54b39c74afe6L);
  }

  @Test
  void aNegativeSeedIsRefused() {
    assertThatThrownBy(() -> new SeedSequence(-3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seed must be >= 0, got -3");
    assertThatThrownBy(() -> new SeedSequence(WIDE_SEED.negate()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seed must be >= 0, got -" + WIDE_SEED);
  }

  @Test
  void aNegativeWordCountIsRefused() {
    SeedSequence seeds = new SeedSequence(0);
    assertThatThrownBy(() -> seeds.generateState(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("word count must be >= 0, got -1");
    assertThatThrownBy(() -> seeds.generateState64(1 << 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("word count must be >= 0 and <= 1073741823, got 1073741824");
  }

  @Test
  void entropyIsFreshEachTimeAndRepeatable() {
    SeedSequence seeds = SeedSequence.fromEntropy();
    assertThat(seeds.entropy()).isNotEqualTo(SeedSequence.fromEntropy().entropy()).isNotNegative();
    assertThat(seeds.entropy().bitLength()).isLessThanOrEqualTo(128);
    assertThat(new SeedSequence(seeds.entropy()).generateState(8))
        .isEqualTo(seeds.generateState(8));
  }

  @Property
  void aLongSeedIsTheSameSeedAsABigOne(@ForAll @LongRange(min = 0) long seed) {
    assertThat(new SeedSequence(seed).generateState(4))
        .isEqualTo(new SeedSequence(BigInteger.valueOf(seed)).generateState(4));
  }

  @Property
  void fewerWordsAreAPrefixOfMore(
      @ForAll @BigRange(min = "0") BigInteger seed, @ForAll @IntRange(max = 20) int wordCount) {
    SeedSequence seeds = new SeedSequence(seed);
    assertThat(seeds.generateState(wordCount))
        .isEqualTo(Arrays.copyOf(seeds.generateState(20), wordCount));
  }
}
