package io.javagym.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.proto.v1.ErrorCode;
import io.javagym.proto.v1.MakeResponse;
import io.javagym.proto.v1.Output;
import io.javagym.proto.v1.ResetRequest;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import io.javagym.proto.v1.StepRequest;
import io.javagym.proto.v1.StepResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSessionTest {
  private static final SessionLimits LIMITS = new SessionLimits(1 << 20, 100);

  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final EnvironmentSession session = session(Set.of());

  @AfterEach
  void nothingIsLeft() {
    session.close();
    assertThat(budget.usedBytes()).isZero();
  }

  private EnvironmentSession session(Set<String> ids) {
    return new EnvironmentSession(
        new Offer(ids, new KwargsRule(Set.of(), Set.of("map_name"))),
        LIMITS,
        budget,
        "test server");
  }

  @Test
  void hello_says_who_is_there_and_what_is_allowed() throws SessionEndedException {
    SessionResponse response = session.handle(Requests.hello());
    assertThat(response.getHello().getServer()).isEqualTo("test server");
    assertThat(response.getHello().getMaxMessageBytes()).isEqualTo(1 << 20);
    assertThat(response.getHello().getMaxEnvsPerSession()).isEqualTo(100);
  }

  @Test
  void a_response_repeats_the_number_of_its_request() throws SessionEndedException {
    SessionRequest request = Requests.hello().toBuilder().setRequestId(-5).build();
    assertThat(session.handle(request).getRequestId()).isEqualTo(-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, -1})
  void another_version_is_refused_with_the_side_to_upgrade(int version) {
    assertEnds(Status.Code.FAILED_PRECONDITION, Requests.hello(version))
        .hasMessageContaining("protocol " + Integer.toUnsignedString(version))
        .hasMessageContaining("protocol 1")
        .hasMessageContaining(version == 0 ? "upgrade the client" : "upgrade the server");
  }

  @Test
  void requests_out_of_order_end_the_session() throws SessionEndedException {
    assertEnds(Status.Code.FAILED_PRECONDITION, Requests.make("CartPole-v1"))
        .hasMessageContaining("first request of a session is hello, got make");
    session.handle(Requests.hello());
    assertEnds(Status.Code.FAILED_PRECONDITION, Requests.hello());
    assertEnds(Status.Code.FAILED_PRECONDITION, Requests.step(0))
        .hasMessageContaining("make comes before step");
    session.handle(Requests.make("CartPole-v1"));
    assertEnds(Status.Code.FAILED_PRECONDITION, Requests.make("CartPole-v1"));
  }

  @Test
  void a_make_that_fails_may_be_tried_again() throws SessionEndedException {
    session.handle(Requests.hello());
    assertFails(ErrorCode.ERROR_CODE_NAME_NOT_FOUND, Requests.make("CartPool-v1"), "CartPole");
    assertFails(
        ErrorCode.ERROR_CODE_UNKNOWN_ARGUMENT, Requests.make("CartPole-v1", "{\"a\": 1}"), "'a'");
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT, Requests.make("CartPole-v1", "[1"), "JSON object");
    assertThat(session.handle(Requests.make("CartPole-v1")).hasMake()).isTrue();
  }

  @Test
  void it_steps_as_the_environment_does() throws SessionEndedException {
    makeLake();
    session.handle(Requests.reset("1"));
    StepResponse step = session.handle(Requests.step(1, 1, 2)).getStep();
    assertThat(step.getOutputsCount()).isEqualTo(3);
    assertThat(step.getOutputsList().stream().map(output -> output.getOutputs().byteAt(0)))
        .containsExactly((byte) 4, (byte) 8, (byte) 9);
    assertThat(session.rowsStepped()).isEqualTo(3);
  }

  @Test
  void a_step_before_reset_is_a_failure_and_changes_nothing() throws SessionEndedException {
    makeLake();
    assertFails(ErrorCode.ERROR_CODE_RESET_NEEDED, Requests.step(1), "reset");
    session.handle(Requests.reset("1"));
    assertThat(session.handle(Requests.step(1)).hasStep()).isTrue();
  }

  @Test
  void of_several_steps_those_before_the_one_that_fails_are_taken() throws SessionEndedException {
    makeLake();
    session.handle(Requests.reset("1"));
    StepResponse step = session.handle(Requests.step(1, 9, 1)).getStep();
    assertThat(step.getOutputsCount()).isEqualTo(1);
    assertThat(step.getFailure().getCode()).isEqualTo(ErrorCode.ERROR_CODE_INVALID_ACTION);
    assertThat(session.rowsStepped()).isEqualTo(1);
  }

  @Test
  void a_chained_step_is_skipped_after_one_that_failed() throws SessionEndedException {
    makeLake();
    session.handle(Requests.reset("1"));
    assertThat(session.handle(Requests.chained(1)).hasStep()).isTrue();
    session.handle(Requests.step(9));
    assertFails(ErrorCode.ERROR_CODE_SKIPPED, Requests.chained(1), "chained");
    assertFails(ErrorCode.ERROR_CODE_SKIPPED, Requests.chained(1), "chained");
    assertThat(session.handle(Requests.step(1)).hasStep()).isTrue();
  }

  @Test
  void actions_of_the_wrong_size_are_a_failure() throws SessionEndedException {
    makeLake();
    session.handle(Requests.reset("1"));
    SessionRequest request =
        SessionRequest.newBuilder()
            .setStep(
                StepRequest.newBuilder()
                    .addInputs(Requests.input(1).setActions(ByteString.copyFrom(new byte[3]))))
            .build();
    assertFails(ErrorCode.ERROR_CODE_INVALID_ARGUMENT, request, "3 bytes, expected");
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
        SessionRequest.newBuilder().setStep(StepRequest.getDefaultInstance()).build(),
        "0 inputs");
  }

  @Test
  void after_close_all_but_close_is_a_failure() throws SessionEndedException {
    makeLake();
    session.handle(Requests.close());
    assertThat(budget.usedBytes()).isZero();
    assertThat(session.handle(Requests.close()).hasClose()).isTrue();
    assertFails(ErrorCode.ERROR_CODE_CLOSED, Requests.reset("1"), "closed");
    assertFails(ErrorCode.ERROR_CODE_CLOSED, Requests.step(1), "closed");
  }

  @Test
  void a_restored_session_goes_on_as_it_did() throws SessionEndedException {
    session.handle(Requests.hello());
    assertThat(session.handle(Requests.makeVector("CartPole-v1", 3)).getMake().getHasSnapshots())
        .isTrue();
    Output atSnapshot = session.handle(Requests.reset("1")).getReset().getOutput();
    byte[] observed = atSnapshot.getOutputs().toByteArray();
    ByteString state = session.handle(Requests.snapshot()).getSnapshot().getState();
    byte[] stepped = outputs(session.handle(Requests.step(1)));

    assertThat(outputs(session.handle(Requests.step(1)))).isNotEqualTo(stepped);
    SessionResponse restored = session.handle(Requests.restore(state));
    assertThat(restored.getRestore().getOutput().getOutputs().toByteArray()).isEqualTo(observed);
    assertThat(outputs(session.handle(Requests.step(1)))).isEqualTo(stepped);
  }

  private static byte[] outputs(SessionResponse response) {
    return response.getStep().getOutputs(0).getOutputs().toByteArray();
  }

  @Test
  void bytes_that_are_no_snapshot_of_it_change_nothing() throws SessionEndedException {
    makeLake();
    session.handle(Requests.reset("1"));
    ByteString state = session.handle(Requests.snapshot()).getSnapshot().getState();
    byte[] damaged = state.toByteArray();
    damaged[damaged.length / 2]++;
    VectorEnv other = Gym.makeVector("FrozenLake-v1", 2);
    ByteString foreign = ByteString.copyFrom(other.snapshot());
    other.close();

    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT, Requests.restore(ByteString.EMPTY), "no snapshot");
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
        Requests.restore(ByteString.copyFrom(damaged)),
        "checksum");
    assertFails(ErrorCode.ERROR_CODE_INVALID_ARGUMENT, Requests.restore(foreign), "another");
    assertThat(session.handle(Requests.snapshot()).getSnapshot().getState()).isEqualTo(state);
  }

  @Test
  void a_snapshot_that_no_message_holds_is_refused_with_its_size() throws SessionEndedException {
    EnvironmentSession narrow =
        new EnvironmentSession(
            new Offer(Set.of(), new KwargsRule(Set.of(), Set.of())),
            new SessionLimits(8192, 100),
            budget,
            "narrow");
    narrow.handle(Requests.hello());
    narrow.handle(Requests.makeVector("Blackjack-v1", 50));
    narrow.handle(Requests.reset("1"));
    SessionResponse refused = narrow.handle(Requests.snapshot());
    assertThat(refused.getFailure().getMessage())
        .startsWith("the snapshot has ")
        .contains("messages of 8192 (--max-message-bytes)");
    assertThat(narrow.handle(Requests.reset("1")).hasReset()).isTrue();
    narrow.close();
  }

  @Test
  void snapshots_have_their_place_after_make_and_before_close() throws SessionEndedException {
    session.handle(Requests.hello());
    assertEnds(Status.Code.FAILED_PRECONDITION, Requests.snapshot())
        .hasMessageContaining("make comes before snapshot");
    session.handle(Requests.make("FrozenLake-v1"));
    session.handle(Requests.close());
    assertFails(ErrorCode.ERROR_CODE_CLOSED, Requests.snapshot(), "closed");
    assertFails(ErrorCode.ERROR_CODE_CLOSED, Requests.restore(ByteString.EMPTY), "closed");
  }

  @Test
  void an_environment_without_snapshots_says_so() throws SessionEndedException {
    Gym.register(EnvSpec.builder("Unsaved-v0", kwargs -> new UnsavedEnv()).build());
    session.handle(Requests.hello());
    assertThat(session.handle(Requests.make("Unsaved-v0")).getMake().getHasSnapshots()).isFalse();
    session.handle(Requests.reset("1"));
    assertFails(ErrorCode.ERROR_CODE_UNSUPPORTED, Requests.snapshot(), "no snapshots");
  }

  @Test
  void what_it_does_not_know_is_a_failure_that_says_so() throws SessionEndedException {
    makeLake();
    assertFails(ErrorCode.ERROR_CODE_UNIMPLEMENTED, SessionRequest.getDefaultInstance(), "");
  }

  @Test
  void limits_are_failures_that_say_them() throws SessionEndedException {
    session.handle(Requests.hello());
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
        Requests.makeVector("CartPole-v1", 101),
        "at most 100");
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
        Requests.makeVector("CartPole-v1", -1),
        "num_envs is 4294967295");
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
        Requests.make("FrozenLake-v1", "{\"a\":" + " ".repeat(1 << 20) + "}"),
        "characters");
    session.handle(Requests.make("CartPole-v1"));
    assertFails(ErrorCode.ERROR_CODE_INVALID_ARGUMENT, Requests.reset("9".repeat(5000)), "4096");
    assertFails(ErrorCode.ERROR_CODE_INVALID_ARGUMENT, Requests.reset("-1"), "digits");
  }

  @Test
  void more_steps_than_one_message_holds_are_refused_before_any_is_taken()
      throws SessionEndedException {
    makeLake();
    session.handle(Requests.reset("1"));
    assertFails(
        ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
        Requests.step(new long[10_000]),
        "step has 10000 inputs, expected 1 to");
    assertThat(session.rowsStepped()).isZero();
  }

  @Test
  void memory_beyond_the_servers_is_refused_and_none_is_kept() throws SessionEndedException {
    MemoryBudget small = new MemoryBudget(1000);
    EnvironmentSession other =
        new EnvironmentSession(
            new Offer(Set.of(), new KwargsRule(Set.of(), Set.of())), LIMITS, small, "small");
    other.handle(Requests.hello());
    SessionResponse response = other.handle(Requests.makeVector("CartPole-v1", 50));
    assertThat(response.getFailure().getMessage()).contains("memory").contains("--max-memory");
    assertThat(other.handle(Requests.make("CartPole-v1")).hasMake()).isTrue();
    other.close();
    assertThat(small.usedBytes()).isZero();
  }

  @Test
  void only_what_is_offered_can_be_made() throws SessionEndedException {
    EnvironmentSession narrow = session(Set.of("FrozenLake-v1"));
    narrow.handle(Requests.hello());
    SessionResponse refused = narrow.handle(Requests.make("CartPole-v1"));
    SessionResponse unknown = narrow.handle(Requests.make("NoSuchThing-v1"));
    assertThat(refused.getFailure().getMessage())
        .isEqualTo("the server does not offer 'CartPole-v1'; it offers FrozenLake-v1");
    assertThat(unknown.getFailure().getMessage())
        .isEqualTo("the server does not offer 'NoSuchThing-v1'; it offers FrozenLake-v1");
    assertThat(narrow.handle(Requests.make("FrozenLake-v1")).hasMake()).isTrue();
    narrow.close();
  }

  @Test
  void an_argument_that_the_server_keeps_for_itself_is_refused() throws SessionEndedException {
    session.handle(Requests.hello());
    for (String name : List.of("rom_dir", "path", "map_name")) {
      assertFails(
          ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
          Requests.make("FrozenLake-v1", "{\"%s\": \"/etc/passwd\"}".formatted(name)),
          "'%s' names a place on the server's machine".formatted(name));
    }
    session.handle(Requests.make("FrozenLake-v1"));
    SessionRequest reset =
        SessionRequest.newBuilder()
            .setReset(ResetRequest.newBuilder().setOptionsJson("{\"a\": [{\"file\": 1}]}"))
            .build();
    assertFails(ErrorCode.ERROR_CODE_INVALID_ARGUMENT, reset, "'file'");
  }

  private void makeLake() throws SessionEndedException {
    session.handle(Requests.hello());
    SessionResponse made =
        session.handle(Requests.make("FrozenLake-v1", "{\"is_slippery\": false}"));
    MakeResponse make = made.getMake();
    assertThat(make.getLayout().getNumEnvs()).isEqualTo(1);
  }

  private void assertFails(ErrorCode code, SessionRequest request, String message)
      throws SessionEndedException {
    SessionResponse response = session.handle(request);
    assertThat(response.getFailure().getCode()).isEqualTo(code);
    assertThat(response.getFailure().getMessage()).contains(message);
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertEnds(
      Status.Code code, SessionRequest request) {
    return assertThatThrownBy(() -> session.handle(request))
        .isInstanceOfSatisfying(
            SessionEndedException.class, e -> assertThat(e.status().getCode()).isEqualTo(code));
  }
}
