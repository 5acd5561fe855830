package io.javagym.agents.tensorboard;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.training.Episode;
import io.javagym.agents.training.EpisodeListener;
import io.javagym.agents.training.GrowingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes for each episode what {@code metrics.csv} says, for {@code tensorboard --logdir}: {@code
 * episode/return}, {@code episode/length} and {@code agent/...} over steps. What is not finite is
 * left out.
 */
public final class EventFile implements EpisodeListener, Snapshottable, AutoCloseable {
  /** TensorBoard reads files that have this in their name. */
  public static final String PREFIX = "events.out.tfevents.";

  private static final ScalarTag RETURN = new ScalarTag("episode/return");
  private static final ScalarTag LENGTH = new ScalarTag("episode/length");

  private final GrowingFile file;
  private final Map<String, ScalarTag> tags = new TreeMap<>(); // of what the agent measures
  private boolean knowsTags;
  private EventRecord record = new EventRecord(0);

  private EventFile(GrowingFile file) {
    this.file = file;
  }

  /** A new file, or an empty one in place of what was there. */
  public EventFile(Path file) throws IOException {
    this(new GrowingFile(file, true));
    this.file.append(record.fileVersion());
    this.file.flush();
  }

  /** The file of a run that goes on; a snapshot must be restored, and {@link #goOn} called. */
  public static EventFile reopened(Path file) throws IOException {
    return new EventFile(new GrowingFile(file, false));
  }

  @Override
  public void episodeEnded(Episode episode) {
    Map<String, Double> metrics = episode.metrics();
    if (!knowsTags) { // the names are always the same
      knowsTags = true;
      metrics.keySet().forEach(name -> tags.put(name, new ScalarTag("agent/" + name)));
      record = new EventRecord(RETURN.bytes() + LENGTH.bytes() + tagBytes());
    }
    int summaryBytes = LENGTH.bytes() + (isShown(episode.episodeReturn()) ? RETURN.bytes() : 0);
    for (Map.Entry<String, ScalarTag> tag : tags.entrySet()) {
      summaryBytes += isShown(metrics.get(tag.getKey())) ? tag.getValue().bytes() : 0;
    }
    file.append(
        record.scalars(
            episode.totalSteps(),
            summaryBytes,
            summary -> {
              put(summary, RETURN, episode.episodeReturn());
              put(summary, LENGTH, (double) episode.length());
              tags.forEach((name, tag) -> put(summary, tag, metrics.get(name)));
            }));
  }

  private int tagBytes() {
    return tags.values().stream().mapToInt(ScalarTag::bytes).sum();
  }

  private static boolean isShown(@Nullable Double value) {
    return value != null && Double.isFinite(value);
  }

  private static void put(ByteBuffer summary, ScalarTag tag, @Nullable Double value) {
    if (value != null && isShown(value)) {
      tag.put(summary, value);
    }
  }

  /** Hands to the system what waits, so that it can be looked at. */
  public void flush() {
    file.flush();
  }

  @Override
  public void exchangeState(StateExchange state) {
    file.exchangeState(state);
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
