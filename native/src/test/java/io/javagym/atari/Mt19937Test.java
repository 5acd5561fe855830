package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Mt19937Test {
  /** The C++ standard says what the 10,000th number from the default seed is. */
  @Test
  void itIsTheGeneratorOfTheStandard() {
    Mt19937 random = new Mt19937(5489);
    int last = 0;
    for (int i = 0; i < 10_000; i++) {
      last = random.nextInt();
    }
    assertThat(Integer.toUnsignedLong(last)).isEqualTo(4_123_659_995L);
  }

  @Test
  void aSeedStartsAnew() {
    Mt19937 random = new Mt19937(3);
    int first = random.nextInt();
    random.nextInt();
    random.seed(3);
    assertThat(random.nextInt()).isEqualTo(first);
  }

  /** So near to 2^32 that a quarter of the draws is drawn again. */
  @Test
  void boundedDrawsAreBelowTheBoundAndEven() {
    Mt19937 random = new Mt19937(1);
    int bound = 3 << 29;
    int[] counts = new int[3];
    for (int i = 0; i < 30_000; i++) {
      int drawn = random.nextInt(bound);
      assertThat(drawn).isBetween(0, bound - 1);
      counts[drawn >>> 29]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_700, 10_300);
    }
  }

  @Test
  void theOnlyNumberBelowOneIsZero() {
    assertThat(new Mt19937(9).nextInt(1)).isZero();
  }
}
