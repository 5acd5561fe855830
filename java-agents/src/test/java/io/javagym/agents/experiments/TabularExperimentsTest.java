package io.javagym.agents.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.agents.training.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TabularExperimentsTest {
  @TempDir private Path folder;

  /** X6: the shortest way is along the cliff, tiles 25 to 34; SARSA keeps off it. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void x6SarsaIsSafeAndQLearningIsShort(long seed) throws IOException {
    JsonObject sarsa = run("x6-sarsa", seed);
    JsonObject qLearning = run("x6-q", seed);

    assertThat(path(sarsa)).startsWith(36).endsWith(47).doesNotContain(27, 28, 29, 30, 31, 32);
    assertThat(path(qLearning))
        .containsExactly(36, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 47);
    // While it explores, the short way is the worse one.
    assertThat(sarsa.get("mean_return").getAsDouble())
        .isGreaterThan(qLearning.get("mean_return").getAsDouble() + 15);
  }

  /** An optimal policy crosses the ice in 0.74 of the episodes, within its 100 steps. */
  @ParameterizedTest
  @CsvSource({"x6-sarsa-ice", "x6-q-ice"})
  void x6LearnsOnIce(String name) throws IOException {
    assertThat(run(name, 1).get("success_rate_last_1000").getAsDouble()).isBetween(0.55, 0.85);
  }

  /**
   * Every episode is equal to that of benchmarks/reference/x7.py and x8.py on Gymnasium 1.4.0 with
   * NumPy; these are their totals.
   */
  @ParameterizedTest
  @CsvSource({
    "x7,      95926,  0.7542666666666666, 1.0",
    "x8,      146212, 0.7454666666666667, 0.974",
    "x8-keep, 131734, 0.7001333333333334, 0.9633333333333333",
  })
  void averagedRunsAreThoseOfPython(String name, long steps, double mean, double last)
      throws IOException {
    JsonObject result = run(name, 1);

    assertThat(result.get("episodes").getAsLong()).isEqualTo(15_000);
    assertThat(result.get("steps").getAsLong()).isEqualTo(steps);
    JsonObject averaged = result.getAsJsonObject("averaged");
    assertThat(averaged.get("runs").getAsInt()).isEqualTo(30);
    assertThat(averaged.get("episodes_per_run").getAsInt()).isEqualTo(500);
    assertThat(averaged.get("mean_return").getAsDouble()).isCloseTo(mean, within(1e-12));
    assertThat(averaged.get("mean_return_last_100").getAsDouble()).isCloseTo(last, within(1e-12));
    var picture = ImageIO.read(folder.resolve("averaged_curves.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(1000);
  }

  /** Of 700 episodes, 500 are the first run's, and 200 the second's. */
  @Test
  void averagesOverTheRunsThatCameSoFar() throws IOException {
    JsonObject averaged =
        run(Experiments.X7.withBudget(Budget.episodes(700)), 1).getAsJsonObject("averaged");

    assertThat(averaged.get("runs").getAsInt()).isEqualTo(2);
    assertThat(averaged.get("episodes_per_run").getAsInt()).isEqualTo(500);
  }

  @Test
  void withoutAWholeEpisodeThereIsNothingToAverage() throws IOException {
    JsonObject result = run(Experiments.X7.withBudget(Budget.steps(1)), 1);

    assertThat(result.has("averaged")).isFalse();
    assertThat(folder.resolve("averaged_curves.png")).doesNotExist();
  }

  @Test
  void projectiveSimulationSaysWhatRewardsItNeeds() {
    Experiment<?, ?> experiment = Experiments.named("x8").withEnv("GridWorld-v0");

    assertThatThrownBy(() -> run(experiment, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("reward is -1.0, expected 0 <= reward");
  }

  @Test
  void movingAveragesAreOverWholeWindows() {
    assertThat(AveragedCurves.movingAverage(new double[] {1, 2, 3, 6}, 3))
        .containsExactly(2, 11.0 / 3);
  }

  private static List<Integer> path(JsonObject result) {
    return result.getAsJsonArray("greedy_path").asList().stream()
        .map(JsonElement::getAsInt)
        .toList();
  }

  private JsonObject run(String name, long seed) throws IOException {
    return run(Experiments.named(name), seed);
  }

  private JsonObject run(Experiment<?, ?> experiment, long seed) throws IOException {
    new Run(experiment, seed).execute(folder);
    return JsonParser.parseString(Files.readString(folder.resolve("result.json")))
        .getAsJsonObject();
  }
}
