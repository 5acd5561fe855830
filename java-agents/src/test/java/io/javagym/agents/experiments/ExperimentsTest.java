package io.javagym.agents.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.GymException;
import io.javagym.agents.training.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsTest {
  @TempDir private Path folder;

  /**
   * Every episode is equal to that of the same algorithm in Python on Gymnasium 1.4.0, with the
   * generator {@code default_rng(seed + 2**32)}; these are its totals.
   */
  @Test
  void x12LearnsAsInPython() throws IOException {
    Run.Result result = new Run(Experiments.X12, 1).execute(folder);

    assertThat(result.totals().episodes()).isEqualTo(10_000);
    assertThat(result.totals().steps()).isEqualTo(66_029);
    assertThat(result.successRate()).isEqualTo(0.987).isGreaterThan(0.95);
  }

  /** The first of its 30 runs. */
  @Test
  void x7LearnsAsInPython() throws IOException {
    Run.Result result = new Run(Experiments.X7.withBudget(Budget.episodes(500)), 1).execute(folder);

    assertThat(result.totals().steps()).isEqualTo(3_060);
    assertThat(result.meanReturn()).isEqualTo(1.0);
  }

  @Test
  void equalSeedsGiveEqualCurves() throws IOException {
    for (String run : new String[] {"a", "b"}) {
      new Run(Experiments.X7, 5).execute(folder.resolve(run));
    }
    new Run(Experiments.X7, 6).execute(folder.resolve("c"));

    Path first = folder.resolve("a/metrics.csv");
    assertThat(first).hasSameBinaryContentAs(folder.resolve("b/metrics.csv"));
    assertThat(first.toFile().length()).isPositive();
    assertThat(Files.readString(first))
        .isNotEqualTo(Files.readString(folder.resolve("c/metrics.csv")));
  }

  /** The learning itself is in benchmarks/learning.py. */
  @ParameterizedTest
  @ValueSource(strings = {"x4", "x9", "x9-huber", "x9-double", "x9-polyak", "x13", "x14", "x15"})
  void experimentsWithNetworksRunAndRepeat(String name) throws IOException {
    Experiment<?, ?> experiment = Experiments.named(name).withBudget(Budget.steps(2500));
    for (String run : new String[] {"a", "b"}) {
      Run.Result result = new Run(experiment, 3).execute(folder.resolve(run));
      assertThat(result.totals().steps()).isEqualTo(2500);
    }
    assertThat(folder.resolve("a/metrics.csv"))
        .hasSameBinaryContentAs(folder.resolve("b/metrics.csv"));
    assertThat(Files.readString(folder.resolve("a/result.json")))
        .contains("\"mean_return_last_100\"");
  }

  @Test
  void aRunWithoutAWholeEpisodeHasNoMean() throws IOException {
    new Run(Experiments.X12.withBudget(Budget.steps(1)), 1).execute(folder);

    assertThat(Files.readString(folder.resolve("result.json")))
        .contains("\"steps\": 1,", "\"episodes\": 0,")
        .doesNotContain("mean_return", "success_rate");
  }

  @Test
  void anotherEnvironmentHasItsOwnArguments() {
    assertThat(Experiments.X12.withEnv("FrozenLake")).isSameAs(Experiments.X12);
    assertThat(Experiments.X12.withEnv("MarsRover-v0").envKwargs()).isEmpty();
  }

  /** Atari's jar is not on the class path of these tests; python/tests run the experiment. */
  @Test
  void x1NeedsTheAtariJar() {
    assertThatThrownBy(() -> new Run(Experiments.X1, 1))
        .isInstanceOf(GymException.class)
        .hasMessageStartingWith(
            "SpaceInvaders-v5 is played by javagym-atari.jar, which is not here")
        .hasMessageContaining("make");
  }

  @Test
  void unknownNamesAreErrors() {
    assertThat(Experiments.named("x12")).isSameAs(Experiments.X12);
    assertThatThrownBy(() -> Experiments.named("x99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown config 'x99'; expected one of x1, x1-pixels, x3, ")
        .hasMessageEndingWith(", x14, x15, x17, x17-drift");
  }
}
