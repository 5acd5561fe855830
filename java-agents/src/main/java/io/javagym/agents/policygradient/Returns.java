package io.javagym.agents.policygradient;

/** What came after each step of an episode. */
final class Returns {
  private static final double GUARD = 1e-8; // against division by 0

  private Returns() {}

  /**
   * G_t = R_{t+1} + gamma G_{t+1}, for the steps from .. to - 1 of one episode.
   *
   * @param after what comes after the last step: 0 if that was terminal
   */
  static void discounted(
      double[] reward, int from, int to, double gamma, double after, double[] out) {
    double g = after;
    for (int t = to - 1; t >= from; t--) {
      g = reward[t] + gamma * g;
      out[t] = g;
    }
  }

  /** Makes mean 0 and standard deviation 1, with Bessel's correction. One value alone becomes 0. */
  static void normalize(double[] values, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += values[i] / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double std = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
    for (int i = 0; i < n; i++) {
      values[i] = (values[i] - mean) / (std + GUARD);
    }
  }
}
