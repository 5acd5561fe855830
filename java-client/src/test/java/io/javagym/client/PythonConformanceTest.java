package io.javagym.client;

import io.javagym.conformance.EnvConformance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's environments keep the rules of this JVM's. */
@RequiresPython
@ParameterizedClass
@ValueSource(strings = {"py/CartPole-v1", "py/FrozenLake-v1", "py/Pendulum-v1", "py/Taxi-v4"})
class PythonConformanceTest extends EnvConformance {
  private final String id;

  PythonConformanceTest(String id) {
    super(id);
    this.id = id;
  }

  @Override
  protected boolean masksNeedAReset() {
    return !id.startsWith("py/CartPole");
  }

  @Override
  protected int steps() {
    return 60;
  }
}
