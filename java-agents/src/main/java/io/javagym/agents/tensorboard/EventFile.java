package io.javagym.agents.tensorboard;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.training.Episode;
import io.javagym.agents.training.EpisodeListener;
import io.javagym.agents.training.GrowingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * Writes for each episode what {@code metrics.csv} says, for {@code tensorboard --logdir}: {@code
 * episode/return}, {@code episode/length} and {@code agent/...} over steps. What is not finite is
 * left out.
 */
public final class EventFile implements EpisodeListener, Snapshottable, AutoCloseable {
  /** TensorBoard reads files that have this in their name. */
  public static final String PREFIX = "events.out.tfevents.";

  private static final String VERSION = "brain.Event:2";
  private static final double MILLIS_PER_SECOND = 1e3;

  // Numbers of fields: tensorflow/core/util/event.proto and framework/summary.proto.
  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;

  private final GrowingFile file;

  private EventFile(GrowingFile file) {
    this.file = file;
  }

  /** A new file, or an empty one in place of what was there. */
  public EventFile(Path file) throws IOException {
    this(new GrowingFile(file, true));
    add(event().put(EVENT_FILE_VERSION, VERSION));
    this.file.flush();
  }

  /** The file of a run that goes on; a snapshot must be restored, and {@link #goOn} called. */
  public static EventFile reopened(Path file) throws IOException {
    return new EventFile(new GrowingFile(file, false));
  }

  @Override
  public void episodeEnded(Episode episode) {
    ProtoMessage summary = new ProtoMessage();
    add(summary, "episode/return", episode.episodeReturn());
    add(summary, "episode/length", episode.length());
    new TreeMap<>(episode.metrics()).forEach((name, value) -> add(summary, "agent/" + name, value));
    add(event().put(EVENT_STEP, episode.totalSteps()).put(EVENT_SUMMARY, summary));
  }

  private static void add(ProtoMessage summary, String tag, double value) {
    if (Double.isFinite(value)) {
      summary.put(
          SUMMARY_VALUE, new ProtoMessage().put(VALUE_TAG, tag).put(VALUE_SIMPLE, (float) value));
    }
  }

  private static ProtoMessage event() {
    return new ProtoMessage().put(EVENT_WALL_TIME, System.currentTimeMillis() / MILLIS_PER_SECOND);
  }

  private void add(ProtoMessage event) {
    file.append(TfRecord.of(event.bytes()));
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
