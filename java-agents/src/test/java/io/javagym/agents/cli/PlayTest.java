package io.javagym.agents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

class PlayTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @ResourceLock("stdin")
  void keysAreActions() {
    // Up and left go nowhere; what is no key of the game is passed over.
    assertThat(playing("wa z 1 s\u001b[B...", "play", "CliffWalking-v1", "--seed", "1")).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("x")).count()).isPositive();
    assertThat(playing("q", "play", "FrozenLake-v1")).isZero();
    assertThat(playing("", "play", "FrozenLake-v1")).isZero();
  }

  @Test
  @ResourceLock("stdin")
  void anEpisodeEndsWithItsReturn() {
    // From the start of the cliff, right is off the edge: -100 and back to the start.
    assertThat(playing("w ddddddddddd s q", "play", "CliffWalking-v1")).isZero();
    assertThat(out.toString()).contains("return -13.00, 13 steps");
  }

  @Test
  void anAgentIsShownAsText() throws Exception {
    Path run = folder.resolve("run");
    assertThat(
            run(
                "train",
                "--agent=qlearning",
                "--env=FrozenLake-v1",
                "--kwarg=is_slippery=false",
                "--episodes=3000",
                "--quiet",
                "--out=" + run))
        .isZero();

    assertThat(run("play", "--agent", run)).isZero();
    assertThat(out.toString()).contains("(Right)", "1 episodes: mean return 1.00, length 6.0");
  }

  @Test
  void anAgentIsShownInPictures() throws Exception {
    Path run = folder.resolve("run");
    assertThat(
            run("train", "--agent=dqn", "--env=CartPole-v1", "--steps=200", "-q", "--out=" + run))
        .isZero();

    Path gif = folder.resolve("run.gif");
    Path pngs = folder.resolve("pngs");
    assertThat(run("play", "--agent", run, "--out", gif)).isZero();
    assertThat(run("play", "--agent", run, "--out", pngs)).isZero();
    Matcher told =
        Pattern.compile("1 episodes: mean return \\S+, length (\\d+)\\.0").matcher(out.toString());
    assertThat(told.find()).isTrue();
    int frames = Integer.parseInt(told.group(1)) + 1; // that of the reset
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(frames);
      assertThat(reader.read(0).getWidth()).isEqualTo(600);
    }
    BufferedImage last = ImageIO.read(pngs.resolve("frame-%06d.png".formatted(frames)).toFile());
    assertThat(last.getHeight()).isEqualTo(400);
    assertThat(pngs.resolve("frame-%06d.png".formatted(frames + 1))).doesNotExist();
  }

  @Test
  void whatCannotBeShownIsSaid() throws Exception {
    assertThat(run("play", "CartPole-v1")).isEqualTo(2);
    assertThat(run("play")).isEqualTo(2);
    assertThat(run("play", "--agent", Files.createDirectory(folder.resolve("no")))).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("CartPole-v1 is not drawn as text"),
            line -> assertThat(line).contains("one of ENV and --agent DIR is needed"),
            line -> assertThat(line).contains("is no folder of a run: it has no config.json"));
  }

  private int playing(String keys, Object... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
    try {
      return run(args);
    } finally {
      System.setIn(before);
    }
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
