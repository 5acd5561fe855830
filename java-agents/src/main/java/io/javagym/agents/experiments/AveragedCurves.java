package io.javagym.agents.experiments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;

/** The picture of averaged runs: return above, steps below, each with its moving average. */
final class AveragedCurves {
  private static final int WIDTH_PIXELS = 1000;
  private static final int HEIGHT_PIXELS = 380; // of each of the two
  private static final int WINDOW = 20; // episodes

  /** Where all values are equally far apart, XChart would put its ticks on them. */
  private static final double OFF_THE_GRID = 0.5;

  private AveragedCurves() {}

  static void write(Path file, String title, List<MeanCurves> curves) throws IOException {
    XYChart above = panel(title, "return", curves, MeanCurves::returns);
    XYChart below = panel("", "length, steps", curves, MeanCurves::lengths);
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(List.of(above, below), 2, 1, out, BitmapFormat.PNG);
    }
  }

  private static XYChart panel(
      String title, String yTitle, List<MeanCurves> curves, Function<MeanCurves, double[]> of) {
    XYChart chart = Charts.chart(title, "episode", yTitle, WIDTH_PIXELS, HEIGHT_PIXELS);
    chart.getStyler().setXAxisMin(OFF_THE_GRID);
    for (int i = 0; i < curves.size(); i++) {
      double[] values = of.apply(curves.get(i));
      String name = curves.get(i).title();
      Charts.line(chart, name, i, true, episodes(1, values.length), values);
      int window = Math.min(WINDOW, values.length);
      Charts.line(
          chart,
          "%s, mean of the last %d".formatted(name, window),
          i,
          false,
          episodes(window, values.length),
          movingAverage(values, window));
    }
    return chart;
  }

  /** The means of all neighbours that fill the window. */
  static double[] movingAverage(double[] values, int window) {
    double[] averages = new double[values.length - window + 1];
    for (int i = 0; i < averages.length; i++) {
      averages[i] =
          IntStream.range(i, i + window).mapToDouble(k -> values[k]).average().orElseThrow();
    }
    return averages;
  }

  private static double[] episodes(int first, int last) {
    return IntStream.rangeClosed(first, last).asDoubleStream().toArray();
  }
}
