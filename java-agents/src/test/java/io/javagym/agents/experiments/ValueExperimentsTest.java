package io.javagym.agents.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueExperimentsTest {
  @TempDir private Path folder;

  /**
   * X3, for TD(0), k = 2 to 8 and Monte Carlo. The bounds are about three times what 10 seeds give
   * in the mean; a state's value is of the size of the last column.
   */
  @ParameterizedTest
  @CsvSource({
    "x3,        0.05,  10",
    "x3-random, 0.01,  10",
    "x3-grid,   0.2,   6",
    "x3-rover,  0.4,   17",
    "x3-drift,  0.4,   27",
    "x3-lake,   0.012, 0.4",
    "x3-ice,    0.01,  0.4",
    "x3-cliff,  4.0,   151",
    "x6-td,     2.0,   20",
    "x6-td-ice, 0.02,  0.8",
    "x17-drift, 0.4,   27",
  })
  void valuesConvergeToTheLinearSystems(String name, double bound, double size) throws IOException {
    JsonObject result = run(name, 2);

    Map<String, JsonElement> errors = result.getAsJsonObject("root_mean_square_error").asMap();
    assertThat(errors).hasSize(name.startsWith("x6") ? 2 : 9);
    errors.forEach(
        (learner, error) -> assertThat(error.getAsDouble()).as(learner).isLessThan(bound));
    assertThat(result.getAsJsonObject("values").get("linear_system").toString()).isNotEmpty();
    assertThat(largest(result.getAsJsonObject("values").getAsJsonArray("linear_system")))
        .isGreaterThan(0.9 * size);
    assertThat(folder.resolve("value_error.png")).isNotEmptyFile();
  }

  @Test
  void x5RandomStateGivesOne() throws IOException {
    JsonObject update = run("x5", 1).getAsJsonArray("updates").get(0).getAsJsonObject();

    assertThat(update.get("q_after").getAsDouble()).isEqualTo(1.0);
  }

  @Test
  void x10ByEachWayOfPlanning() throws IOException {
    JsonObject result = run("x10", 1);

    Map<String, JsonElement> ways = result.getAsJsonObject("values").asMap();
    assertThat(ways.keySet())
        .containsExactly(
            "linear_system", "policy_evaluation", "value_iteration", "policy_iteration");
    ways.forEach(
        (way, v) ->
            assertThat(v.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble))
                .as(way)
                .satisfiesExactly(
                    a -> assertThat(a).isCloseTo(14.9, within(1e-9)),
                    b -> assertThat(b).isCloseTo(11, within(1e-9)),
                    c -> assertThat(c).isCloseTo(10, within(1e-9))));
    assertThat(result.getAsJsonArray("policy").toString()).startsWith("[\"right\",\"right\"");
    assertThat(result.get("mean_return_last_100").getAsDouble()).isEqualTo(5 + 2 + 98);
  }

  @Test
  void x11GridUpdate() throws IOException {
    JsonObject update = run("x11", 1).getAsJsonArray("updates").get(2).getAsJsonObject();

    assertThat(update.get("state").getAsInt()).isEqualTo(1 * 3 + 1);
    assertThat(update.get("reward").getAsDouble()).isEqualTo(-1.0);
    assertThat(update.get("q_before").getAsDouble()).isEqualTo(3.0);
    assertThat(update.get("q_after").getAsDouble()).isCloseTo(3.05, within(1e-15));
  }

  @Test
  void x17MarsRover() throws IOException {
    JsonObject result = run("x17", 1);

    JsonObject update = result.getAsJsonArray("updates").get(0).getAsJsonObject();
    assertThat(result.get("discounted_return").getAsDouble()).isEqualTo(9.0);
    assertThat(update.get("q_before").getAsDouble()).isZero();
    assertThat(update.get("q_after").getAsDouble()).isEqualTo(4.5);
  }

  @Test
  void planningNeedsTables() {
    assertThatThrownBy(() -> new Run(Experiments.named("x10").withEnv("CartPole-v1"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("this experiment needs an environment with tables")
        .hasMessageEndingWith("got CartPole");
  }

  @Test
  void whatIsWorkedByHandStaysWhereItIs() {
    assertThatThrownBy(() -> new Run(Experiments.named("x11").withEnv("ThreeStateMdp-v0"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x11 is worked by hand on GridWorld-v0, got ThreeStateMdp");
  }

  private JsonObject run(String name, long seed) throws IOException {
    new Run(Experiments.named(name), seed).execute(folder);
    return JsonParser.parseString(Files.readString(folder.resolve("result.json")))
        .getAsJsonObject();
  }

  private static double largest(JsonArray values) {
    return values.asList().stream().mapToDouble(v -> Math.abs(v.getAsDouble())).max().orElseThrow();
  }
}
