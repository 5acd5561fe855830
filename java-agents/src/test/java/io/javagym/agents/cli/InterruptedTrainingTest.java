package io.javagym.agents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.javagym.agents.experiments.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals, and files that can't be written, are the process's: each test has one of its own. */
@Timeout(120)
class InterruptedTrainingTest {
  private static final int SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void theFirstSignalSavesAndSaysHowToGoOn() throws Exception {
    Path run = folder.resolve("run");
    Process process =
        start(List.of(), Main.class, "train --agent qlearning --env FrozenLake-v1", run);
    awaitFile(run.resolve("metrics.csv"));
    Thread.sleep(300); // some steps
    process.destroy(); // SIGTERM; SIGINT is handled by the same lines

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(stderr()).contains("saving; once more to stop at once");
    assertThat(stderr()).contains("go on with: train --resume " + run);
    assertThat(new RunFolder(run).checkpoints().files()).hasSize(1);
    assertThat(run.resolve("result.json")).doesNotExist();
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    Path run = folder.resolve("run");
    Process process =
        start(List.of(), SleepyMain.class, "train --agent qlearning --env Sleepy-v0", run);
    awaitFile(run.resolve("metrics.csv"));
    Thread.sleep(300); // it sleeps in its first step now
    process.destroy();
    awaitText("saving; once more to stop at once");
    assertThat(process.isAlive()).isTrue();
    process.destroy();

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  @Test
  void whereNoMoreCanBeWrittenTheLastCheckpointStays() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/bash"))).isTrue();
    Path run = folder.resolve("run");
    // Files of at most 40 KiB: the replay grows until its checkpoint is larger.
    List<String> limited = List.of("/bin/bash", "-c", "ulimit -f 40; exec \"$@\"", "limited");
    Process process =
        start(
            limited,
            Main.class,
            "train --agent dqn --env CartPole-v1 -p net_arch=4 --checkpoint-every 50",
            run);

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    Path kept = new RunFolder(run).checkpoints().newest();
    assertThat(stderr())
        .contains("javagym-agents train: cannot write into " + run + ": ")
        .contains("the checkpoint " + kept + " is kept: go on with --resume " + run);
    try (var files = Files.list(run.resolve("checkpoints"))) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
    // With room again it goes on.
    Process resumed = start(List.of(), Main.class, "train --steps 2000 --quiet", run, "--resume");
    assertThat(resumed.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(resumed.exitValue()).isZero();
    assertThat(run.resolve("result.json")).exists();
  }

  private Process start(List<String> before, Class<?> main, String arguments, Path run)
      throws IOException {
    return start(before, main, arguments + " --episodes 1000000000", run, "--out");
  }

  private Process start(
      List<String> before, Class<?> main, String arguments, Path run, String option)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-UsePerfData");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.add(option);
    command.add(run.toString());
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("stderr").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private String stderr() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }

  private void awaitText(String text) throws Exception {
    while (!stderr().contains(text)) {
      Thread.sleep(20);
    }
  }

  private static void awaitFile(Path file) throws Exception {
    while (!Files.exists(file)) {
      Thread.sleep(20);
    }
  }
}
