package io.javagym.agents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void trainWritesItsFiles() throws IOException {
    Path run = folder.resolve("deep/run");

    int status = run("train", "--config", "x12", "--seed", "3", "--episodes", "50", "--out", run);

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith("Q-learning on FrozenLake-v1, seed 3: 50 episodes, ")
        .endsWith("see " + run + System.lineSeparator());
    assertThat(Files.readAllLines(run.resolve("metrics.csv")))
        .hasSize(51)
        .startsWith("episode,steps,return,length,epsilon");
    assertThat(run.resolve("learning_curve.png")).isNotEmptyFile();
    JsonObject result =
        JsonParser.parseString(Files.readString(run.resolve("result.json"))).getAsJsonObject();
    assertThat(result.keySet())
        .containsExactly(
            "config",
            "algorithm",
            "env",
            "seed",
            "steps",
            "episodes",
            "wall_seconds",
            "mean_return_last_100",
            "success_rate_last_1000",
            "versions");
    assertThat(result.get("seed").getAsLong()).isEqualTo(3);
    assertThat(result.get("episodes").getAsLong()).isEqualTo(50);
    assertThat(result.getAsJsonObject("versions").keySet()).containsExactly("javagym", "java");
  }

  @Test
  void quietSaysNothing() {
    int status = run("train", "--config", "x7", "--episodes", "5", "--quiet", "--out", folder);

    assertThat(status).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void trainsOnAnotherEnvironment() throws IOException {
    int status =
        run("train", "--config=x12", "--env=GridWorld-v0", "--episodes=5", "--out=" + folder);

    assertThat(status).isZero();
    // This one has no reward threshold, so nothing that counts as success.
    assertThat(Files.readString(folder.resolve("result.json")))
        .contains("\"env\": \"GridWorld-v0\"")
        .doesNotContain("success");
  }

  @Test
  void ofNoEpisodeThereIsNoMean() {
    assertThat(run("train", "--config", "x5", "--out", folder)).isZero();
    assertThat(out.toString()).contains("0 episodes, 1 steps in ").doesNotContain("mean", "NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --config x99            | unknown config 'x99'; expected one of x1, x1-pixels, x3
          train --config x7 --seed -1   | --seed is -1, expected at least 0
          train --config x7 --seed 1.5  | '1.5' is not a long
          train --config x7 --episodes 0 | --episodes is 0, expected at least 1
          train --config x7 --steps 0   | --steps is 0, expected at least 1
          train --config x7 --steps 9 --episodes 9 | --steps and --episodes exclude each other
          train --config x9 --env Pendulum-v1 | DQN values each action, so it needs Discrete actions, got Box(
          train --config x7 --env NoLake-v1 | NoLake
          train --config x7 --env CartPole-v1 | Q-learning needs Discrete observations, got Box(
          train --config x7 --agent dqn | one of --config, --agent and --resume is needed, and one alone
          train --config x7 -p alpha=1  | x7 has no hyperparameters that can be changed; take --agent
          train --config x9 -p gama=1   | dqn has no hyperparameter 'gama'; it has net_arch
          train --agent dq --env CartPole-v1 | unknown agent 'dq'; expected one of qlearning, sarsa, ps
          train --agent dqn --env CartPole-v1 --num-envs 2 | dqn learns on one environment at a time, got 2; ppo
          train --agent ppo --env CartPole-v1 --num-envs 0 | --num-envs is 0, expected at least 1
          train --agent ppo --env CartPole-v1 --threads 0 | --threads is 0, expected at least 1
          train --agent ppo --env CartPole-v1 --kwarg mass=1 | mass
          train --config x7 --resume x  | a run that is resumed stays what it is
          train --config x7 --what      | Unknown option: '--what'
          """)
  void impossibleCommandLineIsOneLineAndStatus2(String args, String message) {
    Object[] words = (args + " --out " + folder).split(" +");

    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString()).startsWith("javagym-agents train: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void stepsMayBeCountedInsteadOfEpisodes() throws IOException {
    assertThat(run("train", "--config", "x9", "--steps", "200", "--out", folder)).isZero();
    assertThat(Files.readString(folder.resolve("result.json"))).contains("\"steps\": 200,");
  }

  @Test
  void missingOptionIsStatus2() {
    assertThat(run("train", "--config", "x7")).isEqualTo(2);
    assertThat(run("train", "--out", folder)).isEqualTo(2);
    assertThat(run("train", "--agent", "ppo", "--out", folder)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(3);
  }

  @Test
  void failureIsOneLineAndStatus1() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("train", "--config", "x7", "--out", file)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("javagym-agents train: cannot write into %s: it is no folder%n".formatted(file));
  }

  @Test
  void aRunIsResumedAndEvaluated() throws IOException {
    String agent = "--agent=dqn --env=CartPole-v1 --seed=2 -p batch_size=32 --quiet";
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    assertThat(run((Object[]) ("train --steps=900 --out=" + whole + " " + agent).split(" ", -1)))
        .isZero();
    assertThat(run((Object[]) ("train --steps=400 --out=" + parts + " " + agent).split(" ", -1)))
        .isZero();
    assertThat(run("train", "--resume", parts, "--steps", "900", "--quiet")).isZero();
    assertThat(parts.resolve("metrics.csv")).hasSameBinaryContentAs(whole.resolve("metrics.csv"));
    assertThat(run("train", "--resume", parts)).isEqualTo(2);
    assertThat(err.toString()).contains("the run in " + parts + " is over; --episodes or --steps");

    assertThat(run("evaluate", parts, "--episodes", "3", "--seed", "5", "--json")).isZero();
    assertThat(run("evaluate", whole, "--episodes", "3", "--seed", "5", "--json")).isZero();
    String[] lines = out.toString().split("\\R", -1);
    assertThat(lines[0]).isEqualTo(lines[1]);
    assertThat(JsonParser.parseString(lines[0]).getAsJsonObject().get("mean_return").getAsDouble())
        .isBetween(8.0, 500.0);
  }

  @Test
  void evaluateSaysWhatIsMissing() {
    assertThat(run("evaluate", folder)).isEqualTo(2);
    assertThat(run("train", "--config", "x7", "--episodes", "5", "--quiet", "--out", folder))
        .isZero();
    assertThat(run("evaluate", folder)).isEqualTo(1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("is no folder of a run"),
            line -> assertThat(line).contains("policy.safetensors is not there"));
  }

  @Test
  void aServerThatIsNotThereIsOneLineAndStatus1() {
    int status =
        run("train", "--agent=ppo", "--env=grpc://localhost:1/CartPole-v1", "--out=" + folder);

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("localhost:1").hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void serveSaysWhichJar() {
    assertThat(run("serve", "--port", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("java -jar javagym-server.jar");
  }

  @Test
  void listNamesExperimentsAndEnvironments() {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("  x12 ", "  FrozenLake-v1");
  }

  @Test
  void helpSaysWhatToType() {
    assertThat(run("--help")).isZero();
    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString()).contains("COMMAND", "--config=NAME", "one of x1, x1-pixels, x3");
  }

  @Test
  void nothingToDoIsStatus2() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "javagym-agents: command missing; expected one of train, evaluate, play, list, serve%n"
                .formatted());
  }

  private int run(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = String.valueOf(args[i]);
    }
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
