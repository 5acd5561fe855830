package io.javagym.agents.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run: history, table, picture, and the bar while it goes on. */
class RecordsTest {
  @TempDir private Path folder;

  @Test
  void historyMeansTheLastEpisodes() {
    History history = new History();
    for (int i = 0; i < 3000; i++) {
      history.episodeEnded(new Episode(i, i, i % 2, 1, Map.of()));
    }
    history.episodeEnded(new Episode(3000, 3000, 10, 1, Map.of()));

    assertThat(history.size()).isEqualTo(3001);
    assertThat(history.meanReturn(1)).isEqualTo(10.0);
    assertThat(history.meanReturn(3)).isEqualTo(11.0 / 3);
    assertThat(history.meanReturn(10_000)).isEqualTo(1510.0 / 3001);
    assertThat(history.successRate(4, 1)).isEqualTo(0.75);
    assertThat(new History().meanReturn(100)).isNaN();
  }

  @Test
  void metricsAreLines() throws IOException {
    Path file = folder.resolve("metrics.csv");
    try (MetricsCsv csv = new MetricsCsv(file)) {
      csv.episodeEnded(new Episode(0, 8, 0.5, 8, Map.of("loss", 0.25, "epsilon", 1.0)));
      csv.episodeEnded(new Episode(1, 9, -1, 1, Map.of("loss", 0.125, "epsilon", 0.5)));
    }

    assertThat(file)
        .hasContent(
            """
            episode,steps,return,length,epsilon,loss
            1,8,0.5,8,1.0,0.25
            2,9,-1.0,1,0.5,0.125
            """);
  }

  @Test
  void averageMoves() {
    assertThat(LearningCurve.movingAverage(new double[] {2, 4, 6, 8}, 2))
        .containsExactly(2, 3, 5, 7);
  }

  @Test
  void learningCurveIsAPicture() throws IOException {
    for (int episodes : new int[] {1, 2, 500, 10_000}) {
      Path file = folder.resolve(episodes + ".png");
      LearningCurve.write(file, "title", new double[episodes]);

      assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1000);
    }
    assertThat(Files.size(folder.resolve("500.png"))).isGreaterThan(1000);
  }

  @Test
  void barShowsReturnAndSpeed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    History history = new History();
    Episode episode = new Episode(0, 10, 0.5, 10, Map.of());
    try (ProgressDisplay display =
        new ProgressDisplay(
            new PrintStream(bytes, true, UTF_8), "x12", Budget.episodes(1), history)) {
      history.episodeEnded(episode);
      display.episodeEnded(episode);
    }

    String drawn = bytes.toString(UTF_8);
    assertThat(drawn.substring(drawn.lastIndexOf('\r') + 1))
        .startsWith("x12 100% ")
        .contains(" 1/1 ")
        .contains("return 0.50, ")
        .endsWith(" steps/s" + System.lineSeparator());
  }
}
