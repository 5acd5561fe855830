package io.javagym.agents.training;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that fills while an agent learns, with the mean return and the speed beside it. */
public final class ProgressDisplay implements EpisodeListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;
  private static final long REFRESH_NANOS = REFRESH_MILLIS * 1_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WINDOW = 100; // episodes

  /** One less than a terminal usually has: given a width, the library does not ask the terminal. */
  private static final int WIDTH = 79;

  private final PrintStream out;
  private final History history;
  private final boolean countsSteps;
  private final ProgressBar bar;
  private final long startNanos = System.nanoTime();
  private long lastRefreshNanos = startNanos;
  private long firstSteps;
  private long steps;

  /**
   * A bar that is drawn at once.
   *
   * @param task a short name, since a line is short
   * @param history a listener that is told of each episode before this one
   */
  public ProgressDisplay(PrintStream out, String task, Budget budget, History history) {
    this.out = out;
    this.history = history;
    this.countsSteps = budget.maxEpisodes() == Long.MAX_VALUE;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(countsSteps ? budget.maxSteps() : budget.maxEpisodes())
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setStyle(style())
            .setConsumer(new DelegatingProgressBarConsumer(line -> out.print('\r' + line), WIDTH))
            .build();
  }

  @Override
  public void episodeEnded(Episode episode) {
    steps = episode.totalSteps();
    bar.stepTo(countsSteps ? steps : episode.index() + 1);
    long now = System.nanoTime();
    if (now - lastRefreshNanos >= REFRESH_NANOS) {
      lastRefreshNanos = now;
      describe(now);
    }
  }

  /** Begins where a run that goes on was. */
  public void goOn(long episodesBefore, long stepsBefore) {
    firstSteps = stepsBefore;
    steps = stepsBefore;
    bar.stepTo(countsSteps ? stepsBefore : episodesBefore);
  }

  /** Draws the bar a last time. */
  @Override
  public void close() {
    if (history.size() > 0) {
      describe(System.nanoTime());
    }
    bar.close();
    out.println();
  }

  private void describe(long now) {
    double seconds = (now - startNanos) / NANOS_PER_SECOND;
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            "return %.2f, %s steps/s",
            history.meanReturn(WINDOW),
            abbreviated((steps - firstSteps) / seconds)));
  }

  /** Three digits or so: 950, 82k, 1.3M. */
  private static String abbreviated(double number) {
    if (number < 1e3) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    return number < 1e6
        ? String.format(Locale.ROOT, "%.0fk", number / 1e3)
        : String.format(Locale.ROOT, "%.1fM", number / 1e6);
  }

  private static ProgressBarStyle style() {
    String encoding =
        System.getProperty(
            "stderr.encoding", // since JDK 19; before, the next one where there is a terminal
            System.getProperty("sun.stderr.encoding", Charset.defaultCharset().name()));
    return Charset.forName(encoding).newEncoder().canEncode('█')
        ? ProgressBarStyle.UNICODE_BLOCK
        : ProgressBarStyle.ASCII;
  }
}
