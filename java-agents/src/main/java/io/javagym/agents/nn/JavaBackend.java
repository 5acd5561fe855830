package io.javagym.agents.nn;

import io.javagym.random.NumpyGenerator;

/** {@link Backend#JAVA}. */
final class JavaBackend implements Backend {
  @Override
  public Network create(Architecture architecture, NumpyGenerator random) {
    return new JavaMlp(architecture, random);
  }

  @Override
  public String toString() {
    return "java";
  }
}
