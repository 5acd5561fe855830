package io.javagym;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.spaces.Sampler;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds two vector environments to each other, bit by bit. */
public final class Trajectories {
  private static final BigInteger LARGE_SEED = BigInteger.ONE.shiftLeft(70);

  private Trajectories() {}

  /** Takes the same seeds and actions in both. */
  public static void assertSame(VectorEnv here, VectorEnv there, int steps) {
    assertThat(there.batch().observationSpace()).isEqualTo(here.batch().observationSpace());
    assertThat(there.batch().actionSpace()).isEqualTo(here.batch().actionSpace());
    Sampler<?> actions = here.batch().actionSpace().sampler(1);
    for (BigInteger seed : List.of(BigInteger.ZERO, LARGE_SEED)) {
      here.reset(seed, Map.of());
      there.reset(seed, Map.of());
      assertThat(text(there.batch())).isEqualTo(text(here.batch()));
      for (int step = 0; step < steps; step++) {
        for (int row = 0; row < here.numEnvs(); row++) {
          Object action = actions.sample();
          here.batch().action().write(row, action);
          there.batch().action().write(row, action);
        }
        here.step();
        there.step();
        assertThat(text(there.batch())).as("step %d", step).isEqualTo(text(here.batch()));
        if (here.autoresetMode() == AutoresetMode.DISABLED) {
          resetOver(here, there);
        }
      }
    }
  }

  private static void resetOver(VectorEnv here, VectorEnv there) {
    boolean[] over = new boolean[here.numEnvs()];
    boolean any = false;
    for (int row = 0; row < over.length; row++) {
      over[row] = here.batch().terminated(row) || here.batch().truncated(row);
      any |= over[row];
    }
    if (any) {
      here.reset(null, Map.of(), over);
      there.reset(null, Map.of(), over);
      assertThat(text(there.batch())).isEqualTo(text(here.batch()));
    }
  }

  /** All that a batch tells. */
  public static List<String> text(Batch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.numEnvs(); row++) {
      String text =
          "%s %s %s %s %s"
              .formatted(
                  ValueText.of(batch.observation().read(row)),
                  Double.doubleToRawLongBits(batch.reward(row)),
                  batch.terminated(row),
                  batch.truncated(row),
                  ValueText.of(batch.info().read(row).fields()));
      if (batch.hasFinal(row)) {
        text +=
            " final %s %s"
                .formatted(
                    ValueText.of(batch.finalObservation().read(row)),
                    ValueText.of(batch.finalInfo().read(row).fields()));
      }
      rows.add(text);
    }
    return rows;
  }
}
