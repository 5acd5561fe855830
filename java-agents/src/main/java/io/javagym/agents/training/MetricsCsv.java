package io.javagym.agents.training;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a line for each episode: its number from 1, the steps so far, its return and length, and
 * what the agent measured, in alphabetical order.
 */
public final class MetricsCsv implements EpisodeListener, Snapshottable, AutoCloseable {
  private final GrowingFile file;
  private List<String> metricNames = List.of();
  private boolean headerWritten;

  private MetricsCsv(GrowingFile file) {
    this.file = file;
  }

  /** A new file, or an empty one in place of what was there. */
  public MetricsCsv(Path file) throws IOException {
    this(new GrowingFile(file, true));
  }

  /** The file of a run that goes on; a snapshot must be restored, and {@link #goOn} called. */
  public static MetricsCsv reopened(Path file) throws IOException {
    return new MetricsCsv(new GrowingFile(file, false));
  }

  @Override
  public void episodeEnded(Episode episode) {
    StringBuilder text = new StringBuilder();
    if (!headerWritten) {
      headerWritten = true;
      metricNames = episode.metrics().keySet().stream().sorted().toList();
      text.append("episode,steps,return,length");
      for (String name : metricNames) {
        text.append(',').append(name);
      }
      text.append('\n');
    }
    text.append(episode.index() + 1)
        .append(',')
        .append(episode.totalSteps())
        .append(',')
        .append(episode.episodeReturn())
        .append(',')
        .append(episode.length());
    for (String name : metricNames) {
      text.append(',').append(episode.metrics().get(name));
    }
    file.append(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void exchangeState(StateExchange state) {
    file.exchangeState(state);
    headerWritten = state.exchange(headerWritten);
    byte[] names = String.join(",", metricNames).getBytes(StandardCharsets.UTF_8);
    String exchanged = new String(state.exchange(names), StandardCharsets.UTF_8);
    metricNames = exchanged.isEmpty() ? List.of() : List.of(exchanged.split(",", -1));
  }

  /** Cuts off what was written after the snapshot that was restored, and goes on from there. */
  public void goOn() throws IOException {
    file.goOn();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
