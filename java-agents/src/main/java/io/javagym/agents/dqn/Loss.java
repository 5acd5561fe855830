package io.javagym.agents.dqn;

/** What an error of Q costs; the mean over a batch is what is minimized. */
public enum Loss {
  /** {@code torch.nn.MSELoss}: the square of the error. */
  MSE {
    @Override
    double of(double error) {
      return error * error;
    }

    @Override
    double slope(double error) {
      return 2 * error;
    }
  },

  /** {@code torch.nn.SmoothL1Loss}: half the square up to an error of 1, then a straight line. */
  HUBER {
    @Override
    double of(double error) {
      double size = Math.abs(error);
      return size < 1 ? 0.5 * error * error : size - 0.5;
    }

    @Override
    double slope(double error) {
      return Math.abs(error) < 1 ? error : Math.signum(error);
    }
  };

  abstract double of(double error);

  /** Its derivative. */
  abstract double slope(double error);
}
