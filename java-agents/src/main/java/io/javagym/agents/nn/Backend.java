package io.javagym.agents.nn;

import io.javagym.agents.nn.djl.DjlBackend;
import io.javagym.random.NumpyGenerator;

/** What computes a network. Learning curves of two backends differ by rounding alone. */
public interface Backend {

  /** Plain Java: linear layers only, and no start-up time. */
  Backend JAVA = new JavaBackend();

  /**
   * The backend of a name, which is what its {@code toString} gives: {@code java}, or {@code djl}
   * for PyTorch's own library.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Backend named(String name) {
    return switch (name) {
      case "java" -> JAVA;
      case "djl" -> new DjlBackend();
      default ->
          throw new IllegalArgumentException(
              "unknown backend '%s'; expected one of java, djl".formatted(name));
    };
  }

  /**
   * A network with PyTorch's initial weights.
   *
   * @param random where the weights come from
   * @throws IllegalArgumentException if the backend has not all of the layers
   */
  Network create(Architecture architecture, NumpyGenerator random);
}
