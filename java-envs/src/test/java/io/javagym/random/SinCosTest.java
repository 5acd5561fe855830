package io.javagym.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many angles at once have the bits of each by itself, which {@link LibmTest} holds to glibc's. */
class SinCosTest {
  private static final int CAPACITY = 100;

  private final SinCos sinCos = new SinCos(CAPACITY);
  private final double[] sin = new double[CAPACITY];
  private final double[] cos = new double[CAPACITY];

  private void assertSame(double[] x, int from, int count) {
    sinCos.compute(x, from, count, sin, cos);
    for (int i = 0; i < count; i++) {
      double angle = x[from + i];
      // Of the two zeros it gives the positive one for a sine; nothing else tells them apart.
      assertThat(Double.doubleToRawLongBits(sin[i] + 0.0))
          .as("sin %s", angle)
          .isEqualTo(Double.doubleToRawLongBits(Libm.sin(angle) + 0.0));
      assertThat(Double.doubleToRawLongBits(cos[i]))
          .as("cos %s", angle)
          .isEqualTo(Double.doubleToRawLongBits(Libm.cos(angle)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.05, 0.126, 0.25, 0.855, 0.86, 3, 1000, 1e9})
  void randomAnglesOfEverySize(double size) {
    NumpyGenerator random = NumpyGenerator.seeded(7);
    double[] x = new double[CAPACITY];
    for (int block = 0; block < 500; block++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = random.uniform(-size, size);
      }
      assertSame(x, 0, x.length);
    }
  }

  @Test
  void theEdgesOfTheAlgorithmsParts() {
    double[] edges = {
      0.0,
      -0.0,
      Double.MIN_VALUE,
      0x1p-27,
      0x1p-26,
      0.126,
      1.0 / 128,
      0.5 / 128,
      1.5 / 128,
      0x1.b6p-1
    };
    double[] x =
        Arrays.stream(edges)
            .flatMap(
                edge ->
                    Arrays.stream(
                        new double[] {
                          edge, -edge, Math.nextUp(edge), -Math.nextUp(edge), Math.nextDown(edge)
                        }))
            .filter(angle -> Math.abs(angle) < 0x1.b6p-1)
            .toArray();
    assertSame(x, 0, x.length);
  }

  @Test
  void oneAngleBeyondTheTableAndNoNumber() {
    double[] x = {0.1, -0.2, 5, Double.NaN, Double.POSITIVE_INFINITY, 0.3};
    assertSame(x, 0, x.length);
  }

  @Test
  void aPartOfAnArray() {
    assertSame(new double[] {9, 9, 0.1, 0.2, 0.3, 9}, 2, 3);
  }
}
