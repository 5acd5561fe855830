package io.javagym.agents.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.random.NumpyGenerator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrthogonalInitTest {

  @Property(tries = 100)
  void theFewerOfRowsAndColumnsAreOrthogonalAndOfOneLength(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(max = 1000) int seed) {
    Parameter weight = new Parameter("w", List.of(rows, columns));
    OrthogonalInit.draw(weight, 0, rows, 1.5, NumpyGenerator.seeded(seed));
    int count = Math.min(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          dot +=
              rows <= columns
                  ? (double) weight.values()[i * columns + k] * weight.values()[j * columns + k]
                  : (double) weight.values()[k * columns + i] * weight.values()[k * columns + j];
        }
        assertThat(dot).isCloseTo(i == j ? 1.5 * 1.5 : 0, within(1e-6));
      }
    }
  }

  @Test
  void otherRowsAreLeft() {
    Parameter weight = new Parameter("w", List.of(3, 4));
    OrthogonalInit.draw(weight, 1, 2, 1, NumpyGenerator.seeded(1));
    for (int i = 0; i < 12; i++) {
      assertThat(weight.values()[i] != 0).isEqualTo(i >= 4 && i < 8);
    }
  }
}
