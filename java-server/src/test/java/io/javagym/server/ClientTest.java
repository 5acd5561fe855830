package io.javagym.server;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.AutoresetMode;
import io.javagym.BatchMemory;
import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.Step;
import io.javagym.Trajectories;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.client.Client;
import io.javagym.client.ConnectionLostException;
import io.javagym.client.RefusedException;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of this JVM's environments, reached as one elsewhere is. */
class ClientTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static JavagymServer server = JavagymServer.builder().build();

  @BeforeAll
  static void start() throws IOException {
    server = JavagymServer.builder().port(0).build().start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String url() {
    return "grpc://127.0.0.1:" + server.port();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CartPole-v1", "FrozenLake-v1", "Blackjack-v1", "Taxi-v4", "GridWorld-v0"})
  void an_id_with_an_address_is_the_servers_environment(String id) {
    try (VectorEnv here = Gym.makeSingle(Gym.spec(id), BatchMemory.DIRECT, Map.of());
        VectorEnv there =
            Gym.makeSingle(Gym.spec(url() + "/" + id), BatchMemory.DIRECT, Map.of())) {
      Trajectories.assertSame(here, there, 50);
    }
  }

  @ParameterizedTest
  @EnumSource(AutoresetMode.class)
  void a_vector_environment_is_too(AutoresetMode mode) {
    for (String id : List.of("CartPole-v1", "FrozenLake-v1")) {
      VectorSettings settings =
          VectorSettings.of(4).withAutoresetMode(mode).withMaxEpisodeSteps(20);
      try (VectorEnv here = Gym.makeVector(Gym.spec(id), settings, Map.of());
          VectorEnv there = Gym.makeVector(Gym.spec(url() + "/" + id), settings, Map.of())) {
        Trajectories.assertSame(here, there, 50);
      }
    }
  }

  @Test
  void a_client_lists_and_makes() {
    try (Client client = Client.connect(url())) {
      assertThat(client.list()).containsKeys("CartPole-v1", "LunarLander-v3");
      assertThat(client.spec("CartPole").maxEpisodeSteps()).isEqualTo(500);
      try (Env<float[], Long> env = client.make("CartPole-v1")) {
        env.reset(1);
        env.step(1L);
      }
      try (VectorEnv envs = client.makeVector("CartPole-v1", 3)) {
        envs.reset(1);
        envs.step();
      }
      assertFails(() -> client.make("CartPool-v1"), Code.NAME_NOT_FOUND, "CartPool-v1", url());
      assertFails(
          () -> client.make("CartPole-v1", Map.of("gravity", 3)), Code.UNKNOWN_ARGUMENT, "gravity");
    }
  }

  /** Adds what it is told, and has a name. */
  private static final class Adder extends SeededEnv<Long, Long> {
    private static final Text STATE =
        Text.of(0, 100, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    @Override
    public Discrete observationSpace() {
      return Discrete.of(2);
    }

    @Override
    public Discrete actionSpace() {
      return Discrete.of(2);
    }

    @Override
    protected Reset<Long> startEpisode(Map<String, Object> options) {
      return Reset.of(0L);
    }

    @Override
    public Step<Long> step(Long action) {
      return Step.of(action, 0, false);
    }

    @Override
    public Map<String, EnvMethod> methods() {
      Discrete number = Discrete.of(1000);
      return Map.of(
          "add",
          EnvMethod.of(
              Tuple.of(number, number),
              number,
              arguments -> (Long) arguments.get(0) + (Long) arguments.get(1)),
          "save",
          EnvMethod.of(Tuple.of(), STATE, arguments -> "AB").sealed(),
          "load",
          EnvMethod.of(Tuple.of(STATE), STATE, arguments -> arguments.get(0)).sealed(),
          "called",
          EnvMethod.constant(Text.of(0, 20, "ader"), "adder"));
    }
  }

  @Test
  void methods_that_it_declares_can_be_called() {
    Gym.register(EnvSpec.builder("Adder-v0", kwargs -> new Adder()).build());
    try (Client client = Client.connect(url());
        Env<Long, Long> env = client.make("Adder-v0")) {
      Map<String, EnvMethod> methods = env.methods();
      assertThat(methods.get("add").call(List.of(2L, 40L))).isEqualTo(42L);
      assertThat(methods.get("called").call(List.of())).isEqualTo("adder");
      assertThat(methods.get("called").isConstant()).isTrue();
      assertFails(
          () -> methods.get("add").call(List.of(2L)), Code.INVALID_ARGUMENT, "arguments [2]");
      assertFails(() -> methods.get("add").call(List.of(999L, 999L)), Code.BROKEN_CONTRACT, "1998");
    }
  }

  @Test
  void a_sealed_method_takes_only_what_one_gave() {
    Gym.register(EnvSpec.builder("Adder-v1", kwargs -> new Adder()).build());
    try (Client client = Client.connect(url());
        Env<Long, Long> env = client.make("Adder-v1")) {
      Object saved = env.methods().get("save").call(List.of());
      assertThat((String) saved).endsWith("AB").hasSizeGreaterThan(30);
      EnvMethod load = env.methods().get("load");
      // Sealed anew; the method itself saw the text alone.
      assertThat(load.call(List.of(saved))).isEqualTo(saved);
      assertFails(
          () -> load.call(List.of("AB")), Code.INVALID_ARGUMENT, "not given by this server");
      assertFails(() -> load.call(List.of(saved + "A")), Code.INVALID_ARGUMENT, "characters");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CartPole-v1", "LunarLander-v3", "Taxi-v4"})
  void a_snapshot_goes_on_with_the_identical_trajectory(String id) {
    try (Client client = Client.connect(url());
        Env<Object, Object> env = client.make(id);
        Env<Object, Object> other = client.make(id);
        Env<Object, Object> here = Gym.make(id)) {
      Sampler<Object> actions = env.actionSpace().sampler(3);
      env.reset(5);
      for (int i = 0; i < 5; i++) {
        env.step(actions.sample());
      }
      byte[] snapshot = env.snapshot();
      other.restore(snapshot);
      for (int i = 0; i < 5; i++) {
        Object action = actions.sample();
        assertThat(other.step(action)).usingRecursiveComparison().isEqualTo(env.step(action));
      }
      assertFails(() -> env.restore(new byte[9]), Code.INVALID_ARGUMENT, "");
      assertThat(here.observationSpace()).isEqualTo(env.observationSpace());
    }
  }

  @ParameterizedTest
  @EnumSource(AutoresetMode.class)
  void so_does_a_vector_environments(AutoresetMode mode) {
    VectorSettings settings = VectorSettings.of(4).withAutoresetMode(mode);
    EnvSpec spec = Gym.spec(url() + "/CartPole-v1");
    try (VectorEnv envs = Gym.makeVector(spec, settings, Map.of());
        VectorEnv others = Gym.makeVector(spec, settings, Map.of())) {
      envs.reset(1);
      envs.step();
      others.restore(envs.snapshot());
      assertThat(Trajectories.text(others.batch())).isEqualTo(Trajectories.text(envs.batch()));
      envs.step();
      others.step();
      assertThat(Trajectories.text(others.batch())).isEqualTo(Trajectories.text(envs.batch()));
    }
  }

  @Test
  void a_token_lets_in_and_no_other_does() throws IOException {
    try (JavagymServer guarded = JavagymServer.builder().token(TOKEN).build().start()) {
      String address = "grpc://127.0.0.1:" + guarded.port();
      try (Client client = Client.builder(address).token(TOKEN).connect()) {
        client.make("CartPole-v1").close();
      }
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> Client.connect(address))
          .withMessageContaining("none was sent");
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> Client.builder(address).token("wrong-" + TOKEN).connect())
          .withMessageContaining("not the server's")
          .withMessageNotContaining(TOKEN);
    }
  }

  @Test
  void a_server_that_ends_is_an_error() throws IOException {
    JavagymServer ending = JavagymServer.builder().build().start();
    String address = "127.0.0.1:" + ending.port();
    try (Client client = Client.connect("grpc://" + address)) {
      Env<float[], Long> env = client.make("CartPole-v1");
      env.reset(0);
      ending.close();
      assertThatExceptionOfType(ConnectionLostException.class)
          .isThrownBy(() -> env.step(0L))
          .withMessageContaining(address);
      env.close();
    }
  }

  @Test
  void a_server_that_comes_back_serves_new_environments() throws IOException {
    JavagymServer first = JavagymServer.builder().build().start();
    int port = first.port();
    try (Client client = Client.connect("grpc://127.0.0.1:" + port)) {
      client.make("CartPole-v1").close();
      first.close();
      for (int i = 0; i < 10; i++) {
        assertThatExceptionOfType(ConnectionLostException.class).isThrownBy(client::list);
      }
      try (JavagymServer second = JavagymServer.builder().port(port).build().start()) {
        assertThat(second.port()).isEqualTo(port);
        await(() -> client.list().containsKey("CartPole-v1"), Duration.ofSeconds(20));
        client.make("CartPole-v1").close();
      }
    }
  }

  private static void await(BooleanSupplier holds, Duration limit) {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        if (holds.getAsBoolean()) {
          return;
        }
      } catch (ConnectionLostException e) {
        assertThat(System.nanoTime()).isLessThan(deadlineNanos);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void a_server_that_is_not_there_is_an_error_at_once() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatExceptionOfType(ConnectionLostException.class)
        .isThrownBy(() -> Client.connect("grpc://127.0.0.1:" + port))
        .withMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void an_answer_that_never_comes_is_an_error_when_the_time_is_up() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      String address = "grpc://127.0.0.1:" + silent.getLocalPort();
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> Client.builder(address).timeout(Duration.ofMillis(700)).connect());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:1", "http://a:1", "grpc://a", "grpc://a:x", "grpc://u@a:1", "grpc://"})
  void an_address_of_another_form_is_an_error(String url) {
    assertThatThrownBy(() -> Client.connect(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grpc://host:port");
  }

  @Test
  void a_token_does_not_cross_the_network_in_clear() {
    assertThatThrownBy(() -> Client.builder("grpc://192.0.2.1:1").token(TOKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grpcs://")
        .hasMessageNotContaining(TOKEN);
  }
}
