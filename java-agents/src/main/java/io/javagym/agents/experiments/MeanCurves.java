package io.javagym.agents.experiments;

/** What the n-th episode of a run is like in the mean over many runs. */
final class MeanCurves {
  private final String title;
  private final double[] returns; // [episodes]
  private final double[] lengths; // [episodes]

  MeanCurves(String title, double[] returns, double[] lengths) {
    this.title = title;
    this.returns = returns;
    this.lengths = lengths;
  }

  /** What the curves are called. */
  String title() {
    return title;
  }

  /** [episodes]. */
  double[] returns() {
    return returns;
  }

  /** In steps, [episodes]. */
  double[] lengths() {
    return lengths;
  }
}
