package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumpyGeneratorTest {
  /** What NumPy 2.4 draws from default_rng(123), kinds mixed, ending in its state. */
  @Test
  void aMixOfDrawsIsNumpys() {
    NumpyGenerator random = NumpyGenerator.seeded(123);
    assertThat(random.integers(0, 6)).isEqualTo(0);
    assertThat(random.random()).isEqualTo(0.053821018802222675);
    assertThat(random.integers(0, 6)).isEqualTo(4);
    assertThat(random.integers(0, 1L << 40)).isEqualTo(242288242408L);
    assertThat(random.integers(0, 1)).isEqualTo(0);
    byte[] bytes = new byte[5];
    random.integers(0, 100, bytes);
    assertThat(bytes).containsExactly(1, 54, 25, 98, 19);
    boolean[] booleans = new boolean[5];
    random.integers(0, 2, booleans);
    assertThat(booleans).containsExactly(false, true, true, false, true);
    short[] shorts = new short[3];
    random.integers(-300, 300, shorts);
    assertThat(shorts).containsExactly(-199, -195, 52);
    assertThat(random.integers(0, 6)).isEqualTo(4);
    assertThat(random.geometric(0.2)).isEqualTo(20);
    assertThat(random.geometric(0.5)).isEqualTo(1);
    assertThat(random.choice(5)).isEqualTo(3);
    assertThat(random.choiceWeighted(new double[] {0.2, 0.5, 0.3})).isEqualTo(2);
    assertThat(random.permutation(6)).containsExactly(3, 2, 5, 1, 4, 0);
    assertThat(random.standardNormal()).isEqualTo(1.1921661041016585);
    assertThat(random.standardExponential()).isEqualTo(0.4682347246190377);
    assertThat(random.uniform(-0.05, 0.05)).isEqualTo(0.02414670522347097);
    Pcg64.State state = random.getState();
    assertThat(new BigInteger(Long.toUnsignedString(state.stateHigh())).shiftLeft(64))
        .isEqualTo(
            new BigInteger("331176901880333354255622102321379605690")
                .subtract(new BigInteger(Long.toUnsignedString(state.stateLow()))));
    assertThat(state.hasUint32()).isFalse();
    assertThat(state.uinteger()).isEqualTo(1052114950);
  }

  /** The farthest of two million draws of default_rng(7): it takes the slow path of the tail. */
  @Test
  void theTailsAreNumpys() {
    double[] normals = new double[2_000_000];
    NumpyGenerator.seeded(7).standardNormal(normals);
    assertThat(normals[1314681]).isEqualTo(0x1.6226877d2ae0cp2);
    double[] exponentials = new double[2_000_000];
    NumpyGenerator.seeded(7).standardExponential(exponentials);
    assertThat(exponentials[284908]).isEqualTo(0x1.ccf59a867bfc2p3);
  }

  @Test
  void illegalArgumentsAreNamedWithTheirLegalRange() {
    NumpyGenerator random = NumpyGenerator.seeded(0);
    refuses(() -> NumpyGenerator.seeded(-3), "seed must be >= 0, got -3");
    refuses(
        () -> random.uniform(1, 0),
        "uniform range must be finite with high - low >= 0, got low=1.0, high=0.0");
    refuses(
        () -> random.uniform(-1e308, 1e308, new double[1]),
        "uniform range must be finite with high - low >= 0, got low=-1.0E308, high=1.0E308");
    refuses(
        () -> random.integers(3, 3),
        "integer range is empty: low=3, highExclusive=3, expected low < highExclusive");
    refuses(
        () -> random.integersInclusive(3, 2),
        "integer range is empty: low=3, high=2, expected low <= high");
    refuses(
        () -> random.integers(IntegerType.UINT8, -1, 2),
        "integer range is not in UINT8: low=-1, highExclusive=2");
    refuses(
        () -> random.integers(0, 3, new boolean[1]),
        "integer range is not in BOOL: low=0, highExclusive=3");
    refuses(
        () -> random.integers(-1, 129, new byte[1]),
        "integer range is not in INT8 or UINT8: low=-1, highExclusive=129");
    refuses(
        () -> random.integers(0, 65537, new short[1]),
        "integer range is not in INT16 or UINT16: low=0, highExclusive=65537");
    refuses(
        () -> random.integers(0, 1L << 33, new int[1]),
        "integer range is not in INT32 or UINT32: low=0, highExclusive=8589934592");
    refuses(() -> random.normal(0, -1), "standard deviation must be >= 0, got -1.0");
    refuses(() -> random.geometric(0), "probability of success must be in (0, 1], got 0.0");
    refuses(
        () -> random.geometric(Double.NaN), "probability of success must be in (0, 1], got NaN");
    refuses(() -> random.choice(0), "number of choices must be >= 1, got 0");
    refuses(
        () -> random.choiceWeighted(new double[] {1.5, -0.5}),
        "probability must be in [0, 1], got p[0]=1.5");
    refuses(
        () -> random.choiceWeighted(new double[] {0.5, 0.25}),
        "probabilities must add up to 1, got a sum of 0.75");
    refuses(
        () -> random.choiceWeighted(new double[0]),
        "probabilities must add up to 1, got a sum of 0.0");
    refuses(() -> random.categoricalSample(new double[0]), "probabilities must not be empty");
    refuses(() -> random.permutation(-1), "permutation length must be >= 0, got -1");
    assertThat(random.getState()).isEqualTo(NumpyGenerator.seeded(0).getState());
  }

  @ParameterizedTest
  @EnumSource
  void aTypeDrawsAllItsValuesAndNothingForOne(IntegerType dtype) {
    NumpyGenerator random = NumpyGenerator.seeded(1);
    Pcg64.State before = random.getState();
    long last = dtype.max() - 1; // of int64, the largest bound leaves out the largest value
    assertThat(random.integers(dtype, last, last + 1)).isEqualTo(last);
    assertThat(random.getState()).isEqualTo(before);
    long highExclusive = dtype == IntegerType.INT64 ? Long.MAX_VALUE : dtype.max() + 1;
    assertThat(random.integers(dtype, dtype.min(), highExclusive))
        .isBetween(dtype.min(), dtype.max());
    assertThat(random.getState()).isNotEqualTo(before);
  }

  @Property
  void integersStayInTheirRange(
      @ForAll @LongRange(min = 0) long seed, @ForAll long one, @ForAll long other) {
    long low = Math.min(one, other);
    long high = Math.max(one, other);
    assertThat(NumpyGenerator.seeded(seed).integersInclusive(low, high)).isBetween(low, high);
  }

  @Property
  void bytesStayInTheirRange(
      @ForAll @LongRange(min = 0) long seed, @ForAll byte one, @ForAll byte other) {
    byte low = (byte) Math.min(one, other);
    byte high = (byte) Math.max(one, other);
    byte[] out = new byte[40];
    NumpyGenerator.seeded(seed).integers(low, high + 1L, out);
    for (byte value : out) {
      assertThat(value).isBetween(low, high);
    }
  }

  @Property
  void geometricVariatesCountFromOne(
      @ForAll @LongRange(min = 0) long seed,
      @ForAll @Scale(15) @DoubleRange(min = 0, minIncluded = false, max = 1) double p) {
    assertThat(NumpyGenerator.seeded(seed).geometric(p)).isPositive();
  }

  @Property
  void aShuffleKeepsTheElements(@ForAll @LongRange(min = 0) long seed, @ForAll int[] values) {
    int[] shuffled = NumpyGenerator.seeded(seed).permutation(values);
    Arrays.sort(shuffled);
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    assertThat(shuffled).isEqualTo(sorted);
  }

  @Property
  void shufflesOfAllTypesMoveAlike(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(max = 50) int length) {
    int[] order = NumpyGenerator.seeded(seed).permutation(length);
    int[] ints = IntStream.range(0, length).toArray();
    long[] longs = IntStream.range(0, length).asLongStream().toArray();
    assertThat(NumpyGenerator.seeded(seed).permutation(ints)).isEqualTo(order);
    assertThat(NumpyGenerator.seeded(seed).permutation(longs))
        .isEqualTo(Arrays.stream(order).asLongStream().toArray());
  }

  @Property
  void onlyPossibleIndicesAreChosen(
      @ForAll @LongRange(min = 0) long seed,
      @ForAll @Size(min = 1, max = 9) boolean[] possible,
      @ForAll @IntRange(max = 8) int alwaysPossible) {
    double[] p = new double[possible.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = possible[i] || i == alwaysPossible % p.length ? 1 : 0;
    }
    double sum = Arrays.stream(p).sum();
    Arrays.setAll(p, i -> p[i] / sum);
    int[] out = new int[20];
    NumpyGenerator random = NumpyGenerator.seeded(seed);
    random.choiceWeighted(p, out);
    for (int index : out) {
      assertThat(p[index]).isPositive();
    }
    assertThat(p[random.categoricalSample(p)]).isPositive();
  }

  @Test
  void theFirstIndexIsTakenWhenTheSumIsTooSmall() {
    assertThat(NumpyGenerator.seeded(0).categoricalSample(new double[] {0, 0, 1e-9})).isZero();
  }

  @Property
  void fillsAreTheirDrawsOneByOne(@ForAll @LongRange(min = 0) long seed) {
    NumpyGenerator filling = NumpyGenerator.seeded(seed);
    NumpyGenerator drawing = filling.copy();
    double[] out = new double[9];
    filling.random(out);
    assertThat(out).containsExactly(draws(out, drawing::random));
    filling.uniform(-2, 3, out);
    assertThat(out).containsExactly(draws(out, () -> drawing.uniform(-2, 3)));
    filling.standardNormal(out);
    assertThat(out).containsExactly(draws(out, drawing::standardNormal));
    filling.normal(1, 2, out);
    assertThat(out).containsExactly(draws(out, () -> drawing.normal(1, 2)));
    filling.standardExponential(out);
    assertThat(out).containsExactly(draws(out, drawing::standardExponential));
    assertThat(filling.getState()).isEqualTo(drawing.getState());
  }

  @Test
  void aCopyDrawsForItself() {
    NumpyGenerator random = NumpyGenerator.seeded(5);
    NumpyGenerator copy = random.copy();
    double draw = random.random();
    assertThat(random.random()).isNotEqualTo(draw);
    assertThat(copy.random()).isEqualTo(draw);
    copy.setState(random.getState());
    assertThat(copy.random()).isEqualTo(random.random());
    assertThat(random.bitGenerator().getState()).isEqualTo(random.getState());
  }

  private static double[] draws(double[] like, DoubleSupplier source) {
    double[] draws = new double[like.length];
    Arrays.setAll(draws, i -> source.getAsDouble());
    return draws;
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
