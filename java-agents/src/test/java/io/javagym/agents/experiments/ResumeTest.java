package io.javagym.agents.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.agents.algorithms.Algorithms;
import io.javagym.agents.checkpoints.CheckpointException;
import io.javagym.agents.training.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is stopped and resumed is the run that was never stopped. */
class ResumeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dqn       | CartPole-v1    | 1 | 1500 | learning_rate=0.001 epsilon=linear:1,0.05,500
          dqn       | CartPole-v1    | 1 | 1200 | target=polyak:0.01 buffer_size=300 double_q=true
          dqn       | CartPole-v1    | 1 | 700  | backend=djl target=steps:100 buffer_size=500
          ppo       | CartPole-v1    | 4 | 2600 | n_steps=128 n_epochs=2
          ppo       | CartPole-v1    | 1 | 700  | n_steps=100 shared_network=true net_arch=32
          ppo       | Pendulum-v1    | 3 | 1500 | n_steps=64 n_epochs=2
          ppo       | LunarLander-v3 | 2 | 1300 | n_steps=128 n_epochs=2
          reinforce | CartPole-v1    | 1 | 1500 | hidden=32
          vpg       | CartPole-v1    | 1 | 2500 | epoch_steps=400 baseline_steps=5
          qlearning | FrozenLake-v1  | 1 | 3000 | epsilon=exponential:1,0.01,0.99
          qlearning | FrozenLake-v1  | 1 | 3000 | exploration=noise
          sarsa     | CliffWalking-v1 | 1 | 3000 | epsilon=0.1
          ps        | FrozenLake-v1  | 1 | 3000 | eta=0.04
          """)
  void goesOnBitForBit(String agent, String env, int numEnvs, long steps, String hyperparameters)
      throws IOException {
    RunPlan plan = plan(agent, env, numEnvs, steps, hyperparameters);
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");

    Run.Result expected = new Run(plan).execute(whole);
    // In the middle of an episode, of a rollout and of a batch, and again soon after.
    new Run(plan).execute(parts, stoppingAfter(steps * 2 / 5 / numEnvs + 3));
    Run.Result stopped = resumed(parts).execute(parts, stoppingAfter(1));
    assertThat(stopped.isOver()).isFalse();
    assertThat(parts.resolve("result.json")).doesNotExist();
    Run.Result result = resumed(parts).execute(parts);

    assertThat(result.isOver()).isTrue();
    assertThat(result.meanReturn()).isEqualTo(expected.meanReturn());
    for (String file : List.of("metrics.csv", "policy.safetensors", "learning_curve.png")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    // All that the two are, but for the clock, which is the snapshot's first part.
    assertThat(snapshotAfterClock(parts)).isEqualTo(snapshotAfterClock(whole));
  }

  @ParameterizedTest
  @CsvSource({"x7", "x8"})
  void experimentsOfManyRunsGoOnToo(String name) throws IOException {
    RunPlan plan = RunPlan.of(Experiments.named(name).withBudget(Budget.episodes(3 * 500)), 5);
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");

    new Run(plan).execute(whole);
    new Run(plan).execute(parts, stoppingAfter(5_000));
    resumed(parts).execute(parts);

    for (String file : List.of("metrics.csv", "averaged_curves.png")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(averaged(parts)).isEqualTo(averaged(whole));
  }

  private static JsonObject averaged(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("result.json")))
        .getAsJsonObject()
        .getAsJsonObject("averaged");
  }

  private static byte[] snapshotAfterClock(Path run) throws IOException {
    byte[] bytes = Files.readAllBytes(new RunFolder(run).checkpoints().newest());
    int head = 0;
    while (bytes[head] != '\n') {
      head++;
    }
    String name = RunState.class.getName();
    int clock = head + 1 + Integer.BYTES + 1 + Integer.BYTES + name.length() + 1 + Double.BYTES;
    // Nor for the checksum at the end.
    return Arrays.copyOfRange(bytes, clock, bytes.length - Integer.BYTES);
  }

  @Test
  void anUnfinishedRunIsNotOverwritten() throws IOException {
    RunPlan plan = plan("qlearning", "FrozenLake-v1", 1, 500, "gamma=0.9");
    new Run(plan).execute(folder, stoppingAfter(100));

    assertThatThrownBy(() -> new Run(plan).execute(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a run that is not over is there: go on with --resume " + folder);
  }

  @Test
  void aLongerBudgetGoesOnFromTheEnd() throws IOException {
    RunPlan shorter = plan("dqn", "CartPole-v1", 1, 300, "batch_size=32");
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    new Run(shorter.withBudget(Budget.steps(600))).execute(whole);

    new Run(shorter).execute(parts);
    Run.resumed(shorter.withBudget(Budget.steps(600)), newest(parts)).execute(parts);

    assertThat(parts.resolve("metrics.csv")).hasSameBinaryContentAs(whole.resolve("metrics.csv"));
    assertThat(RunPlan.read(parts.resolve("config.json")).experiment().budget())
        .isEqualTo(Budget.steps(600));
  }

  @Test
  void theLastTwoCheckpointsAreKept() throws IOException {
    RunPlan plan = plan("dqn", "CartPole-v1", 1, 500, "batch_size=32");
    new Run(plan).execute(folder, new RunOptions(null, null, 100, () -> false));

    assertThat(new RunFolder(folder).checkpoints().files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("step-000000000400.ckpt", "step-000000000500.ckpt");
  }

  @ParameterizedTest
  @CsvSource({"flip, its checksum is", "cut, it was cut off", "empty, no head of a checkpoint"})
  void aDamagedCheckpointIsNamedAndTheOneBeforeToo(String damage, String why) throws IOException {
    RunPlan plan = plan("dqn", "CartPole-v1", 1, 500, "batch_size=32");
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    new Run(plan).execute(whole);
    new Run(plan).execute(parts, new RunOptions(null, null, 100, stopAfter(333)));
    Path last = newest(parts);
    Path before = new RunFolder(parts).checkpoints().files().get(0);
    byte[] bytes = Files.readAllBytes(last);
    switch (damage) {
      case "flip" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(last, bytes);
      }
      case "cut" -> Files.write(last, Arrays.copyOf(bytes, bytes.length / 2));
      default -> Files.write(last, new byte[0]);
    }

    assertThatThrownBy(() -> resumed(parts).execute(parts))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the checkpoint " + last + " is damaged: ")
        .hasMessageContaining(why)
        .hasMessageContaining("the one before is whole: go on with --resume " + before);

    Run.resumed(plan, before).execute(parts);
    assertThat(parts.resolve("metrics.csv")).hasSameBinaryContentAs(whole.resolve("metrics.csv"));
  }

  @Test
  void aRunThatDivergesKeepsTheCheckpointBefore() throws IOException {
    RunPlan plan = plan("dqn", "CartPole-v1", 1, 3000, "learning_rate=1e30 batch_size=64");

    assertThatThrownBy(
            () -> new Run(plan).execute(folder, new RunOptions(null, null, 50, () -> false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("diverged")
        .hasMessageContaining("lower the learning rate")
        .hasMessageContaining("step-000000000050.ckpt is kept: go on with --resume " + folder);
    assertThat(newest(folder)).exists();
  }

  @Test
  void aCheckpointOfAnotherAgentIsRefused() throws IOException {
    new Run(plan("dqn", "CartPole-v1", 1, 200, "net_arch=16")).execute(folder);
    RunPlan other = plan("dqn", "CartPole-v1", 1, 400, "net_arch=32");

    assertThatThrownBy(() -> Run.resumed(other, newest(folder)).execute(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("does not fit");
  }

  @Test
  void theConfigIsAllThatIsNeededToRunAgain() throws IOException {
    RunPlan plan = plan("ppo", "CartPole-v1", 2, 600, "n_steps=64 ent_coef=0.01 net_arch=8,8");
    new Run(plan).execute(folder.resolve("a"));
    RunPlan read = RunPlan.read(folder.resolve("a/config.json"));
    new Run(read).execute(folder.resolve("b"));

    for (String file : List.of("config.json", "metrics.csv", "policy.safetensors")) {
      assertThat(folder.resolve("b").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
    }
    JsonObject config =
        JsonParser.parseString(Files.readString(folder.resolve("a/config.json"))).getAsJsonObject();
    assertThat(config.getAsJsonObject("hyperparameters").get("ent_coef").getAsDouble())
        .isEqualTo(0.01);
  }

  @Test
  void theNumberOfThreadsMakesNoDifference() throws IOException {
    RunPlan plan = plan("ppo", "LunarLander-v3", 4, 1500, "n_steps=64 n_epochs=2");
    new Run(plan).execute(folder.resolve("a"));
    new Run(plan.withThreads(3)).execute(folder.resolve("b"));

    assertThat(folder.resolve("b/metrics.csv"))
        .hasSameBinaryContentAs(folder.resolve("a/metrics.csv"));
    assertThat(folder.resolve("b/policy.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("a/policy.safetensors"));
  }

  private static RunPlan plan(
      String agent, String env, int numEnvs, long steps, String hyperparameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : hyperparameters.split(" ", -1)) {
      values.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return new RunPlan(
        Experiment.of(
            agent,
            "a test",
            env,
            Map.of(),
            null,
            Budget.steps(steps),
            Algorithms.named(agent).configured().with(values)),
        7,
        numEnvs,
        1);
  }

  private static Run resumed(Path run) throws IOException {
    return Run.resumed(RunPlan.read(run.resolve("config.json")), newest(run));
  }

  private static Path newest(Path run) throws IOException {
    return new RunFolder(run).checkpoints().newest();
  }

  private static RunOptions stoppingAfter(long steps) {
    return new RunOptions(null, null, 0, stopAfter(steps));
  }

  private static BooleanSupplier stopAfter(long steps) {
    long[] left = {steps};
    return () -> --left[0] <= 0;
  }
}
