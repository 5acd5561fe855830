package io.javagym.agents.experiments;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the pictures of the experiments look; a run's own curve looks the same. */
final class Charts {
  private static final Color GRID = new Color(225, 225, 225);
  private static final Color[] COLORS = {
    new Color(214, 39, 40),
    new Color(31, 119, 180),
    new Color(44, 160, 44),
    new Color(255, 127, 14),
    new Color(148, 103, 189),
    new Color(140, 86, 75),
    new Color(227, 119, 194),
    new Color(23, 190, 207),
    new Color(127, 127, 127),
  };
  private static final int FAINT = 70; // of 255

  private Charts() {}

  static XYChart chart(String title, String xTitle, String yTitle, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17))
        .setChartTitleBoxVisible(false)
        .setPlotBorderVisible(false)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
        .setLegendBorderColor(Color.WHITE)
        .setAntiAlias(true);
    chart
        .getStyler()
        .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
        .setPlotGridLinesColor(GRID)
        .setPlotGridVerticalLinesVisible(false)
        .setXAxisDecimalPattern("#,###")
        .setXAxisTickMarkSpacingHint(100);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  /** Adds a line in the color of its number; a faint one for what another one sums up. */
  static void line(XYChart chart, String name, int color, boolean faint, double[] x, double[] y) {
    Color full = COLORS[color % COLORS.length];
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(
        faint ? new Color(full.getRed(), full.getGreen(), full.getBlue(), FAINT) : full);
    series.setLineStyle(
        new BasicStroke(faint ? 1f : 2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }
}
