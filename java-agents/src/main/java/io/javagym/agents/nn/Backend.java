package io.javagym.agents.nn;

import io.javagym.random.NumpyGenerator;

/** What computes a network. Learning curves of two backends differ by rounding alone. */
public interface Backend {

  /** Plain Java: linear layers only, and no start-up time. */
  Backend JAVA = JavaMlp::new;

  /**
   * A network with PyTorch's initial weights.
   *
   * @param random where the weights come from
   * @throws IllegalArgumentException if the backend has not all of the layers
   */
  Network create(Architecture architecture, NumpyGenerator random);
}
