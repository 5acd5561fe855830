package io.javagym.server;

import io.javagym.Gym;
import io.javagym.conformance.EnvConformance;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments in a server keep the rules of those in this JVM. */
@ParameterizedClass
@ValueSource(
    strings = {
      "Acrobot-v1",
      "Blackjack-v1",
      "CartPole-v1",
      "FrozenLake-v1",
      "LunarLanderContinuous-v3",
      "Pendulum-v1",
      "RandomState-v0",
      "Taxi-v4"
    })
class RemoteConformanceTest extends EnvConformance {
  private static JavagymServer server = JavagymServer.builder().build();

  private final String id;

  RemoteConformanceTest(String id) {
    super("grpc://127.0.0.1:" + server.port() + "/" + id);
    this.id = id;
  }

  @BeforeAll
  static void start() throws IOException {
    server = JavagymServer.builder().port(0).build().start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected boolean rowsEqualSingles() {
    return Gym.spec(id).vectorEntryPoint() == null;
  }

  @Override
  protected int steps() {
    return 60;
  }
}
