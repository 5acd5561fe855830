package io.javagym.agents.experiments;

import com.google.gson.JsonObject;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Schedule;
import io.javagym.agents.tabular.BellmanEquation;
import io.javagym.agents.tabular.KStepTd;
import io.javagym.agents.tabular.MonteCarlo;
import io.javagym.agents.tabular.Prediction;
import io.javagym.agents.tabular.TdZero;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Learns the values of one policy in several ways from the same steps: TD(0), k-step TD for k from
 * 2, Monte Carlo. Each is held against the solution of the linear system.
 */
final class ValueFitting implements Agent<Long, Long>, Reporting {
  /** The most visits before a step size is a half, where a discount near 1 would want more. */
  private static final double MOST_PATIENCE = 20;

  // The error is drawn over the logarithm of the steps, so it is taken ever more rarely.
  private static final long FIRST_POINT_STEPS = 100;
  private static final double POINT_RATIO = 1.03;

  private final Map<String, Prediction> learners = new LinkedHashMap<>();
  private final Prediction actor;
  private final TabularMdp mdp;
  private final double[] truth; // v_pi, [S]
  private final List<Map<String, Double>> errors = new ArrayList<>();
  private final List<Long> errorSteps = new ArrayList<>();
  private long nextPointSteps = FIRST_POINT_STEPS;
  private long steps;

  /**
   * Knows nothing yet.
   *
   * @param pi the policy, [S][A]
   * @param mostSteps the largest k
   */
  ValueFitting(TabularMdp mdp, double[][] pi, double gamma, int mostSteps, NumpyGenerator random) {
    this.mdp = mdp;
    this.truth = BellmanEquation.solve(mdp, pi, gamma);
    Discrete states = mdp.observationSpace();
    Discrete actions = mdp.actionSpace();
    actor = new TdZero(states, actions, pi, gamma, stepSize(gamma), random);
    learners.put("TD(0)", actor);
    for (int k = 2; k <= mostSteps; k++) {
      Schedule alpha = stepSize(Math.pow(gamma, k));
      learners.put(k + "-step TD", new KStepTd(states, actions, pi, k, gamma, alpha, random));
    }
    learners.put("Monte Carlo", new MonteCarlo(states, actions, pi, gamma, stepSize(0), random));
  }

  /**
   * c / (c + n) after n updates, with c = 1 / (1 - contraction): the mean of all targets where they
   * hold no value that is still to be learned, and slower in falling the more of it they hold.
   */
  private static Schedule stepSize(double contraction) {
    double c = Math.min(1 / (1 - contraction), MOST_PATIENCE);
    return n -> c / (c + n);
  }

  @Override
  public Long act(Long observation) {
    return actor.act(observation); // all follow the same policy
  }

  @Override
  public void update(Experience<Long, Long> experience) {
    for (Prediction learner : learners.values()) {
      learner.update(experience);
    }
    steps++;
    if (steps == nextPointSteps) {
      errors.add(errors());
      errorSteps.add(steps);
      nextPointSteps = (long) Math.ceil(steps * POINT_RATIO);
    }
  }

  @Override
  public Map<String, Double> metrics() {
    return errors();
  }

  /**
   * How far each is off: the root of the mean square of V(s) - v_pi(s), each state by how often it
   * came; Sutton and Barto, section 9.2.
   */
  Map<String, Double> errors() {
    Map<String, Double> result = new LinkedHashMap<>();
    learners.forEach((name, learner) -> result.put(name, error(learner)));
    return result;
  }

  private double error(Prediction learner) {
    double[] v = learner.v();
    long[] visits = learner.visits();
    double sum = 0;
    long count = 0;
    for (int s = 0; s < v.length; s++) {
      sum += visits[s] * (v[s] - truth[s]) * (v[s] - truth[s]);
      count += visits[s];
    }
    return count == 0 ? Double.NaN : Math.sqrt(sum / count);
  }

  @Override
  public void report(Path folder, JsonObject result) throws IOException {
    JsonObject values = new JsonObject();
    values.add("linear_system", Mdps.json(truth));
    JsonObject rootMeanSquareError = new JsonObject();
    learners.forEach(
        (name, learner) -> {
          values.add(name, Mdps.json(learner.v()));
          double error = error(learner);
          if (Double.isFinite(error)) {
            rootMeanSquareError.addProperty(name, error);
          }
        });
    result.add("values", values);
    result.add("root_mean_square_error", rootMeanSquareError);
    draw(folder.resolve("value_error.png"));
  }

  private void draw(Path file) throws IOException {
    XYChart chart =
        Charts.chart(
            "Values of a policy on %s, learned".formatted(mdp.getClass().getSimpleName()),
            "steps",
            "root mean square error of V",
            1000,
            600);
    chart.getStyler().setYAxisLogarithmic(true).setXAxisLogarithmic(true);
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendLayout(LegendLayout.Vertical);
    int color = 0;
    for (String name : learners.keySet()) {
      int[] drawable = drawable(name);
      if (drawable.length > 0) {
        double[] x = new double[drawable.length];
        double[] y = new double[drawable.length];
        for (int i = 0; i < drawable.length; i++) {
          x[i] = errorSteps.get(drawable[i]);
          y[i] = errors.get(drawable[i]).get(name);
        }
        Charts.line(chart, name, color, false, x, y);
      }
      color++;
    }
    if (!chart.getSeriesCollection().isEmpty()) {
      try (OutputStream out = Files.newOutputStream(file)) {
        ChartEncoder.saveChart(chart, out, "png");
      }
    }
  }

  /** Where there is an error to be drawn: a logarithm shows no zero. */
  private int[] drawable(String name) {
    return IntStream.range(0, errors.size()).filter(i -> errors.get(i).get(name) > 0).toArray();
  }
}
