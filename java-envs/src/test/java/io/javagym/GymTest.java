package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.GymException.Code;
import io.javagym.spaces.Discrete;
import io.javagym.vector.SyncVectorEnv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GymTest {
  private final List<Kwargs> made = new ArrayList<>();
  private final StubEnv env = new StubEnv();

  private Env<float[], Long> create(Kwargs kwargs) {
    kwargs.getInt("size", 4);
    kwargs.getString("map", "default");
    made.add(kwargs);
    return env;
  }

  /** A spec under a name of its own, since the registry is one for all tests. */
  private EnvSpec.Builder builder(String name) {
    return EnvSpec.builder("gymtest/" + name, this::create).kwarg("size", 3L).rendering(4, "ansi");
  }

  private static String register(EnvSpec spec) {
    Gym.register(spec);
    return spec.id();
  }

  @Test
  void argumentsStandOverThoseOfTheSpec() {
    String id = register(builder("Arguments-v0").kwarg("map", "spec").build());
    Gym.make(id, Map.of("map", "caller")).close();

    assertThat(made.get(0).asMap()).isEqualTo(Map.of("size", 3L, "map", "caller"));
  }

  @Test
  void anArgumentThatTheEnvironmentDoesNotKnowIsAnErrorAndClosesIt() {
    String id = register(builder("Unknown-v0").build());

    assertFails(
        () -> Gym.make(id, Map.of("sise", 1L)),
        Code.UNKNOWN_ARGUMENT,
        "gymtest/Unknown-v0 got an unexpected keyword argument 'sise' (did you mean 'size'?)",
        "it knows: render_mode, size, map");
    assertThat(env.calls()).containsExactly("close");
  }

  @Test
  void aRenderModeThatTheSpecDoesNotNameIsRefusedBeforeAnythingIsMade() {
    String id = register(builder("Modes-v0").build());
    Gym.make(id, Map.of("render_mode", "ansi")).close();
    assertThat(made).hasSize(1);

    assertFails(
        () -> Gym.make(id, Map.of("render_mode", "human")),
        Code.UNSUPPORTED_MODE,
        "render_mode 'human' of gymtest/Modes-v0: expected one of [ansi] or None");
    assertFails(
        () -> Gym.make(id, Map.of("render_mode", "ascii")), Code.UNSUPPORTED_MODE, "'ascii'");
    assertThat(made).hasSize(1);
  }

  @Test
  void aConstructorThatFailsNamesItsEnvironment() {
    IllegalStateException cause = new IllegalStateException("no license");
    Gym.register(
        EnvSpec.builder(
                "gymtest/Broken-v0",
                kwargs -> {
                  throw cause;
                })
            .build());

    assertThatExceptionOfType(GymException.class)
        .isThrownBy(() -> Gym.make("gymtest/Broken-v0"))
        .withCause(cause)
        .withMessageContainingAll("the constructor of gymtest/Broken-v0 failed", "no license")
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.ENV_FAILED));
  }

  @Test
  void aConstructorsOwnGymExceptionPassesAsItIs() {
    GymException cause = GymException.invalidArgument("size is 0, expected at least 1");
    Gym.register(
        EnvSpec.builder(
                "gymtest/Refusing-v0",
                kwargs -> {
                  throw cause;
                })
            .build());

    assertThatExceptionOfType(GymException.class)
        .isThrownBy(() -> Gym.make("gymtest/Refusing-v0"))
        .isSameAs(cause);
  }

  @Test
  void theTimeLimitOfTheSpecTruncates() {
    Env<float[], Long> limited = Gym.make(register(builder("Limit-v0").maxEpisodeSteps(2).build()));
    limited.reset(0);

    assertThat(limited.step(0L).truncated()).isFalse();
    assertThat(limited.step(0L).truncated()).isTrue();
    assertThat(limited.unwrapped()).isSameAs(env);
  }

  @Test
  void aVectorHasTheLimitOfItsSpecUnlessSettingsAreGiven() {
    EnvSpec spec =
        EnvSpec.builder("gymtest/Rows-v0", kwargs -> new StubEnv()).maxEpisodeSteps(2).build();
    try (VectorEnv limited = Gym.makeVector(register(spec), 3);
        VectorEnv unlimited = Gym.makeVector(spec, VectorSettings.of(3), Map.of())) {
      for (VectorEnv each : List.of(limited, unlimited)) {
        each.reset(0);
        each.step();
        each.step();
      }
      assertThat(limited.numEnvs()).isEqualTo(3);
      assertThat(limited.autoresetMode()).isEqualTo(AutoresetMode.NEXT_STEP);
      assertThat(limited.batch().truncated(2)).isTrue();
      assertThat(unlimited.batch().truncated(2)).isFalse();
    }
  }

  @Test
  void theVectorFormOfAnEnvironmentServesNextStepAlone() {
    VectorEnv ownForm =
        new SyncVectorEnv(VectorSettings.of(1), () -> new StubEnv().taking(Discrete.of(9)));
    List<Kwargs> arguments = new ArrayList<>();
    EnvSpec spec =
        builder("Native-v0")
            .vectorEntryPoint(
                (settings, kwargs) -> {
                  kwargs.getInt("size", 0);
                  arguments.add(kwargs);
                  return ownForm;
                })
            .build();

    assertThat(Gym.makeVector(spec, VectorSettings.of(1), Map.of())).isSameAs(ownForm);
    assertThat(arguments.get(0).asMap()).isEqualTo(Map.of("size", 3L));
    for (AutoresetMode mode : List.of(AutoresetMode.SAME_STEP, AutoresetMode.DISABLED)) {
      VectorSettings settings = VectorSettings.of(1).withAutoresetMode(mode);
      assertThat(Gym.makeVector(spec, settings, Map.of())).isInstanceOf(SyncVectorEnv.class);
    }
    assertFails(
        () -> Gym.makeVector(spec, VectorSettings.of(1), Map.of("map", "4x4")),
        Code.UNKNOWN_ARGUMENT,
        "'map'",
        "it knows: render_mode, size");
    assertFails(ownForm::step, Code.CLOSED, "closed");
  }

  @Test
  void eachRowGetsArgumentsOfItsOwn() {
    EnvSpec spec = builder("Each-v0").build();
    Gym.makeVector(spec, VectorSettings.of(3), Map.of("map", "4x4")).close();

    assertThat(made).hasSize(3).doesNotHaveDuplicates();
    assertThat(made).allSatisfy(kwargs -> assertThat(kwargs.asMap()).containsEntry("map", "4x4"));
  }

  @Test
  void aSingleEnvironmentForADoorHasNoTimeLimit() {
    EnvSpec spec = builder("Single-v0").maxEpisodeSteps(1).build();
    try (VectorEnv single = Gym.makeSingle(spec, BatchMemory.DIRECT, Map.of())) {
      single.reset(0);
      single.step();
      single.step();

      assertThat(single.numEnvs()).isEqualTo(1);
      assertThat(single.batch().truncated(0)).isFalse();
    }
  }

  @Test
  void anEnvironmentWhoseBatchCannotBeMadeIsClosed() {
    BatchMemory none =
        (part, bytes) -> {
          throw GymException.invalidArgument("no shared memory left");
        };
    EnvSpec spec = builder("NoMemory-v0").build();

    assertFails(() -> Gym.makeSingle(spec, none, Map.of()), Code.INVALID_ARGUMENT, "no shared");
    assertThat(env.calls()).containsExactly("close");
    assertFails(
        () -> Gym.makeVector(spec, VectorSettings.of(2).withMemory(none), Map.of()),
        Code.INVALID_ARGUMENT,
        "no shared");
    assertThat(env.calls()).containsExactly("close", "close");
  }

  @Test
  void settingsThatCanNotBeAreRefused() {
    assertFails(() -> VectorSettings.of(0), Code.INVALID_ARGUMENT, "num_envs is 0");
    assertFails(
        () -> VectorSettings.of(1).withMaxEpisodeSteps(0),
        Code.INVALID_ARGUMENT,
        "max_episode_steps is 0, expected at least 1");
  }

  @Test
  void aSpecIsFoundByItsIdAndListed() {
    EnvSpec spec = builder("Found-v1").build();
    Gym.register(spec);

    assertThat(Gym.spec("gymtest/Found")).isSameAs(spec);
    assertThat(Gym.specs()).contains(spec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"py/CartPole-v1", "grpc://host:1/CartPole-v1", "grpcs://host:1/X-v0"})
  void an_id_of_elsewhere_without_the_client_is_an_error_that_says_what_to_add(String id) {
    assertFails(() -> Gym.make(id), Code.DEPENDENCY_NOT_INSTALLED, id, "io.javagym:javagym-client");
  }

  @Test
  void an_id_that_is_registered_is_not_elsewhere() {
    Gym.register(EnvSpec.builder("py/Own-v0", kwargs -> new StubEnv()).build());
    assertThat(Gym.spec("py/Own-v0").id()).isEqualTo("py/Own-v0");
  }
}
