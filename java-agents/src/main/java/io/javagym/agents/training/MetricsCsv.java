package io.javagym.agents.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a line for each episode: its number from 1, the steps so far, its return and length, and
 * what the agent measured, in alphabetical order.
 */
public final class MetricsCsv implements EpisodeListener, AutoCloseable {
  private final BufferedWriter writer;
  private List<String> metricNames = List.of();
  private boolean headerWritten;

  /** A new file, or an empty one in place of what was there. */
  public MetricsCsv(Path file) throws IOException {
    this.writer = Files.newBufferedWriter(file);
  }

  @Override
  public void episodeEnded(Episode episode) {
    try {
      if (!headerWritten) {
        headerWritten = true;
        metricNames = episode.metrics().keySet().stream().sorted().toList();
        writer.append("episode,steps,return,length");
        for (String name : metricNames) {
          writer.append(',').append(name);
        }
        writer.append('\n');
      }
      writer
          .append(Long.toString(episode.index() + 1))
          .append(',')
          .append(Long.toString(episode.totalSteps()))
          .append(',')
          .append(Double.toString(episode.episodeReturn()))
          .append(',')
          .append(Integer.toString(episode.length()));
      for (String name : metricNames) {
        writer.append(',').append(String.valueOf(episode.metrics().get(name)));
      }
      writer.append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
