package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processor that games run on beside plain ALE's, in a program of their own. {@code make
 * processors} does it at length.
 */
class FastProcessorTest {
  private static final Path PROGRAM = Path.of("build/release/compare_processors");
  private static final int TIMEOUT_SECONDS = 300;

  /** A game for each kind of cartridge, and those whose speed is known best. */
  private static final List<String> GAMES =
      List.of(
          "space_invaders", // 4,096 bytes
          "breakout", // 2,048 bytes, paddles
          "asteroids", // F8
          "elevator_action", // F8 with RAM
          "solaris", // F6
          "darkchambers", // F6 with RAM
          "tutankham", // E0
          "robotank", // FE
          "pitfall2"); // DPC

  @TempDir private Path folder;

  private void compare(String mode, int steps, String... options)
      throws IOException, InterruptedException {
    assertThat(PROGRAM).as("src/build/library builds it").isExecutable();
    List<String> command =
        new ArrayList<>(List.of(PROGRAM.toString(), mode, "--steps", "" + steps));
    command.addAll(List.of(options));
    for (String game : GAMES) {
      command.add(Roms.folder().resolve(game + ".bin").toString());
    }
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
      String said = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said).endsWith(GAMES.size() + " games, 0 different\n");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void eachInstructionOfGamesIsEqual() throws Exception {
    compare("--trace", 40, "--seed", "3", "--variant", "1");
  }

  @Test
  void whatCanBeSeenIsEqualAndStatesPassBetweenTheTwo() throws Exception {
    compare("--frames", 400, "--seed", "2");
  }

  @Test
  void eachInstructionOfRandomProgramsIsEqual() throws Exception {
    compare("--fuzz", 3000);
  }
}
