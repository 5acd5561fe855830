package io.javagym.client;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.Trajectories;
import io.javagym.ValueText;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.Warnings;
import io.javagym.spaces.Dict;
import io.javagym.spaces.OneOf;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceArbitraries;
import io.javagym.spaces.SpaceJson;
import io.javagym.spaces.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Environments in the Python beside this JVM; those of python/tests/serving/envs.py among them. */
@RequiresPython
class PythonEnvTest {

  @Test
  void it_is_made_by_its_id() {
    try (Env<float[], Long> env = Gym.make("py/CartPole-v1")) {
      assertThat(env.reset(42).observation()).hasSize(4);
      int steps = 0;
      Step<float[]> step;
      do {
        step = env.step(1L);
        steps++;
      } while (!step.done());
      assertThat(step.terminated()).isTrue();
      assertThat(steps).isBetween(5, 20);
    }
    assertThat(Gym.spec("py/CartPole-v1").maxEpisodeSteps()).isEqualTo(500);
    assertThat(Gym.spec("py/CartPole").id()).isEqualTo("py/CartPole-v1");
    try (VectorEnv envs = Gym.makeVector("py/CartPole-v1", 5)) {
      envs.reset(0);
      envs.step();
      assertThat(envs.numEnvs()).isEqualTo(5);
    }
  }

  @Test
  void a_server_in_python_is_reached_by_its_address() throws IOException {
    Process server =
        new ProcessBuilder(
                System.getProperty("javagym.python"),
                "-c",
                "from javagym.cli import main; main()",
                "serve-python",
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String url = server.inputReader().readLine().replace("listening on ", "grpc://");
      try (VectorEnv here = Gym.makeVector("Taxi-v4", 2);
          VectorEnv there = Gym.makeVector(url + "/py/Taxi-v4", 2)) {
        Trajectories.assertSame(here, there, 20);
      }
      try (Client client = Client.connect(url);
          Env<Long, Long> env = client.make("py/Taxi")) {
        assertThat(client.list()).containsKeys("py/CartPole-v1", "py/LunarLander-v3");
        env.reset(1);
      }
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void it_has_no_snapshots() {
    try (Env<float[], Long> env = Gym.make("py/CartPole-v1")) {
      env.reset(1);
      assertFails(env::snapshot, Code.UNSUPPORTED, "py/CartPole-v1");
    }
  }

  @Test
  void a_time_limit_truncates() {
    try (Env<float[], Long> env = Gym.make("py/MountainCar-v0")) {
      env.reset(0);
      for (int i = 1; i < 200; i++) {
        assertThat(env.step(1L).truncated()).isFalse();
      }
      assertThat(env.step(1L).truncated()).isTrue();
    }
  }

  @Test
  void arguments_reach_the_constructor() {
    try (Env<Long, Long> env =
        Gym.make("py/FrozenLake-v1", Map.of("map_name", "8x8", "is_slippery", false))) {
      assertThat(env.observationSpace()).hasToString("Discrete(64)");
      assertThat(env.reset(0).info().getDouble("prob")).isEqualTo(1.0);
      assertThat(env.step(2L).observation()).isEqualTo(1L);
    }
    assertFails(
        () -> Gym.make("py/CartPole-v1", Map.of("gravity", 3)), Code.UNKNOWN_ARGUMENT, "gravity");
  }

  @Test
  void frames_cross() {
    try (Env<?, ?> env = Gym.make("py/CartPole-v1", Map.of("render_mode", "rgb_array"))) {
      env.reset(0);
      Frame.Pixels frame = (Frame.Pixels) env.render();
      assertThat(frame.width()).isEqualTo(600);
      assertThat(frame.height()).isEqualTo(400);
      assertThat(frame.rgb()).hasSize(600 * 400 * 3);
    }
    try (Env<?, ?> env = Gym.make("py/FrozenLake-v1", Map.of("render_mode", "ansi"))) {
      env.reset(0);
      assertThat(((Frame.Text) env.render()).text()).contains("FFF");
    }
    assertFails(
        () -> Gym.make("py/CartPole-v1", Map.of("render_mode", "human")),
        Code.UNSUPPORTED_MODE,
        "rgb_array");
  }

  @Test
  void wrappers_of_gymnasium_are_part_of_it() {
    try (Env<float[], Long> env = Gym.make("py/Wrapped-v0", Map.of("stack", 2))) {
      assertThat(env.reset(0).observation()).hasSize(8);
      Step<float[]> step;
      int steps = 0;
      do {
        step = env.step((long) (steps % 2));
        steps++;
      } while (!step.done());
      @SuppressWarnings("unchecked")
      Map<String, Object> episode = (Map<String, Object>) step.info().get("episode");
      assertThat(episode.keySet()).containsExactly("r", "l", "t");
      assertThat(ValueText.of(episode.get("r"))).contains(String.valueOf((double) steps));
    }
  }

  @Test
  void infos_are_columns_and_what_nobody_foresaw_is_json() {
    List<String> warned = new ArrayList<>();
    Consumer<String> before = Warnings.setReceiver(warned::add);
    try (Env<float[], Long> env = Gym.make("py/Talkative-v0")) {
      Reset<float[]> reset = env.reset(0);
      assertThat(reset.info().fields().keySet()).containsExactly("lives");
      Step<float[]> step = env.step(1L);
      assertThat(step.info().get("lives")).isEqualTo(new long[] {2});
      assertThat(step.info().get("speed")).isEqualTo(new float[] {1.5f});
      assertThat(step.info().get("where")).isEqualTo(new short[] {0, 1, 2, 3, 4, 5});
      assertThat(step.info().get("name")).isEqualTo("left");
      assertThat(step.info().getDouble("mixed")).isEqualTo(1.0);
      assertThat(ValueText.of(step.info().get("inner"))).contains("x=", "y=");
      assertThat(step.info().get("undeclared_json")).isEqualTo("{\"ragged\": [0]}");
      for (int i = 0; i < 250; i++) {
        step = env.step(0L);
      }
      assertThat((String) step.info().get("undeclared_json"))
          .contains("\"surprise\": {\"h\\u00e4h\": [1, null]}", "\"lives\": \"none\"");
      assertThat(step.info().get("lives")).isNull();
    } finally {
      Warnings.setReceiver(before);
    }
    assertThat(warned).anyMatch(text -> text.contains("'surprise'"));
    assertThat(warned).anyMatch(text -> text.contains("'ragged'"));
  }

  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2).filter(PythonEnvTest::keepsItsElements);
  }

  /** Gymnasium's stacked form of elements without any part does not tell how many there are. */
  private static boolean keepsItsElements(Space<?> space) {
    if (space instanceof Sequence sequence) {
      return keepsItsElements(sequence.featureSpace())
          && (!sequence.stacked() || hasParts(sequence.featureSpace()));
    }
    return parts(space).stream().allMatch(PythonEnvTest::keepsItsElements);
  }

  private static boolean hasParts(Space<?> space) {
    boolean composed = space instanceof Tuple || space instanceof Dict;
    return !composed || parts(space).stream().anyMatch(PythonEnvTest::hasParts);
  }

  private static Collection<Space<?>> parts(Space<?> space) {
    if (space instanceof Tuple tuple) {
      return tuple.spaces();
    } else if (space instanceof OneOf oneOf) {
      return oneOf.spaces();
    }
    return space instanceof Dict dict ? dict.spaces().values() : List.of();
  }

  /** That it is made at all says that both sides lay out its memory alike. */
  @Property(tries = 100)
  void elements_of_any_space_cross_unchanged(@ForAll("spaces") Space<?> space) {
    Assume.that(!System.getProperty("javagym.python", "").isEmpty());
    Map<String, Object> kwargs = Map.of("space", SpaceJson.toJson(space));
    VectorSettings settings = VectorSettings.of(2);
    try (VectorEnv envs = Gym.makeVector(Gym.spec("py/Echo-v0"), settings, kwargs)) {
      Sampler<?> sampler = space.sampler(5);
      envs.reset(3);
      assertThat(ValueText.of(envs.batch().observation().read(1)))
          .isEqualTo(ValueText.of(space.sampler(4).sample()));
      for (int step = 0; step < 3; step++) {
        List<String> sent = new ArrayList<>();
        for (int row = 0; row < 2; row++) {
          Object action = sampler.sample();
          envs.batch().action().write(row, action);
          sent.add(ValueText.of(action));
        }
        envs.step();
        for (int row = 0; row < 2; row++) {
          assertThat(ValueText.of(envs.batch().observation().read(row))).isEqualTo(sent.get(row));
          assertThat(ValueText.of(envs.batch().info().read(row).get("echo")))
              .isEqualTo(sent.get(row));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RESET_THROWS, ENV_FAILED, IndexError: Index 7 out of bounds",
    "STEP_THROWS, ENV_FAILED, RuntimeError: conveyor jammed",
    "STEP_OVERFLOWS_THE_STACK, ENV_FAILED, RecursionError",
    "STEP_EXITS, ENV_FAILED, SystemExit: 3",
    "STEP_GIVES_NOTHING, BROKEN_CONTRACT, expected a tuple of 5",
    "RENDER_THROWS, ENV_FAILED, OSError: no display",
    "FIELD_TOO_LONG, BROKEN_CONTRACT, .position: expected the shape",
    "FIELD_OF_OTHER_TYPE, BROKEN_CONTRACT, .position",
    "FIELD_OUT_OF_RANGE, BROKEN_CONTRACT, .level: expected an integer with 0 <= value < 3",
    "FIELD_MISSING, BROKEN_CONTRACT, 'level'",
    "FIELD_TOO_MANY, BROKEN_CONTRACT, 'height'",
    "REWARD_OF_OTHER_TYPE, BROKEN_CONTRACT, 'much'",
    "INFO_UNDECLARED, BROKEN_CONTRACT, torque",
    "INFO_OF_OTHER_TYPE, BROKEN_CONTRACT, info.speed",
  })
  void what_goes_wrong_in_python_is_an_error_here(String fault, Code code, String message) {
    Map<String, Object> kwargs = Map.of("render_mode", "ansi");
    try (Env<Map<String, Object>, Long> env =
        Gym.make("py/broken/%s-v0".formatted(fault), kwargs)) {
      assertThatThrownBy(
              () -> {
                env.reset(0);
                env.render();
                env.step(1L);
              })
          .isInstanceOfSatisfying(
              GymException.class,
              e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e).hasMessageContaining(message);
                if (code == Code.ENV_FAILED) {
                  assertThat(e.getCause())
                      .isInstanceOf(RemoteStackTrace.class)
                      .hasMessageContaining("envs.py");
                }
              });
      if (!fault.equals("RESET_THROWS")) {
        env.reset(0); // The session goes on.
        assertThat(env.step(0L).reward()).isEqualTo(1);
      }
    }
  }

  @Test
  void what_goes_wrong_when_it_is_made_or_closed_is_an_error_too() {
    assertFails(
        () -> Gym.make("py/broken/CONSTRUCTOR_THROWS-v0"),
        Code.ENV_FAILED,
        "RuntimeError: no license for the simulator");
    Env<?, ?> env = Gym.make("py/broken/CLOSE_THROWS-v0");
    assertFails(env::close, Code.ENV_FAILED, "still running");
  }

  @Test
  void a_misuse_is_the_error_that_it_is_in_one_process() {
    try (VectorEnv envs = Gym.makeVector("py/FrozenLake-v1", 2)) {
      assertFails(envs::step, Code.RESET_NEEDED, "env=0");
      envs.reset(0);
      envs.batch().action().bytes().putLong(8, 9);
      assertFails(
          envs::step,
          Code.INVALID_ACTION,
          "action out of range: env=1, action=9, expected 0 <= action < 4");
      assertFails(() -> envs.reset(-1), Code.INVALID_ARGUMENT, "-1");
      envs.batch().action().bytes().putLong(8, 3);
      envs.step();
    }
    VectorEnv closed = Gym.makeVector("py/CartPole-v1", 1);
    closed.close();
    closed.close();
    assertFails(closed::step, Code.CLOSED, "step after the environment was closed");
    assertFails(
        () -> Gym.make("py/CartPool-v1"), Code.NAME_NOT_FOUND, "CartPool-v1", "py/CartPole-v1");
    VectorSettings settings = VectorSettings.of(1).withStepTimeout(Duration.ofSeconds(1));
    assertFails(
        () -> Gym.makeVector(Gym.spec("py/CartPole-v1"), settings, Map.of()),
        Code.INVALID_ARGUMENT,
        "step_timeout");
  }

  @Test
  void a_row_that_fails_does_not_hold_back_the_others() {
    Map<String, Object> kwargs = Map.of("fault", "STEP_THROWS");
    try (VectorEnv envs =
        Gym.makeVector(Gym.spec("py/broken/NONE-v0"), VectorSettings.of(3), kwargs)) {
      envs.reset(0);
      envs.batch().action().write(1, 1L);
      assertFails(envs::step, Code.ENV_FAILED, "env=1", "conveyor jammed");
      envs.batch().action().write(1, 0L);
      assertFails(envs::step, Code.RESET_NEEDED, "env=1");
      envs.reset(null, Map.of(), new boolean[] {false, true, false});
      envs.step();
    }
  }
}
