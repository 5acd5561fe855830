package io.javagym.agents.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a run: the return of each episode, and their moving average over it. */
public final class LearningCurve {
  private static final int WIDTH_PIXELS = 1000;
  private static final int HEIGHT_PIXELS = 600;

  /** Points are told apart only so far, and each takes time to draw. */
  private static final int MOST_POINTS = 2_500;

  /** Where all values are equally far apart, XChart would put its ticks on them: 1, 17, 33. */
  private static final double OFF_THE_GRID = 0.5;

  private static final int WIDEST_WINDOW = 100; // episodes
  private static final int NARROWEST_WINDOW = 10; // episodes
  private static final int WINDOWS_PER_RUN = 20;

  private static final Color RAW = new Color(31, 119, 180, 60);
  private static final Color AVERAGE = new Color(214, 39, 40);
  private static final Color GRID = new Color(225, 225, 225);

  private LearningCurve() {}

  /**
   * Writes a PNG.
   *
   * @param returns one for each episode, in order, at least one
   */
  public static void write(Path file, String title, double[] returns) throws IOException {
    int stride = (returns.length + MOST_POINTS - 1) / MOST_POINTS;
    int window =
        Math.max(NARROWEST_WINDOW, Math.min(returns.length / WINDOWS_PER_RUN, WIDEST_WINDOW));
    // The first averages are over few episodes, and would jump.
    int firstAverage = Math.min(window, returns.length) - 1;
    double[] average = movingAverage(returns, window);

    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH_PIXELS)
            .height(HEIGHT_PIXELS)
            .title(title)
            .xAxisTitle("episode")
            .yAxisTitle("return")
            .build();
    style(chart);
    chart
        .addSeries(
            stride == 1 ? "one episode" : "one episode in " + stride,
            episodes(0, returns.length, stride),
            thinned(returns, 0, stride))
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(RAW);
    chart
        .addSeries(
            "mean of the last " + window,
            episodes(firstAverage, returns.length, stride),
            thinned(average, firstAverage, stride))
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(AVERAGE)
        .setLineStyle(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    try (OutputStream out = Files.newOutputStream(file)) {
      ChartEncoder.saveChart(chart, out, "png");
    }
  }

  /** At each place the mean of it and those before, {@code window} at most. */
  static double[] movingAverage(double[] values, int window) {
    double[] average = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (i >= window) {
        sum -= values[i - window];
      }
      average[i] = sum / Math.min(i + 1, window);
    }
    return average;
  }

  private static double[] episodes(int first, int end, int stride) {
    return IntStream.iterate(first, i -> i < end, i -> i + stride)
        .mapToDouble(i -> i + 1)
        .toArray();
  }

  private static double[] thinned(double[] values, int first, int stride) {
    return IntStream.iterate(first, i -> i < values.length, i -> i + stride)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  private static void style(XYChart chart) {
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17))
        .setChartTitleBoxVisible(false)
        .setPlotBorderVisible(false)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
        .setLegendBorderColor(Color.WHITE)
        .setMarkerSize(5)
        .setAntiAlias(true);
    chart
        .getStyler()
        .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
        .setPlotGridLinesColor(GRID)
        .setPlotGridVerticalLinesVisible(false)
        .setXAxisDecimalPattern("#,###")
        .setXAxisTickMarkSpacingHint(100)
        .setXAxisMin(OFF_THE_GRID);
  }
}
