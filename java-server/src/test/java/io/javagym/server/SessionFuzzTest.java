package io.javagym.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a client sends, a session answers it or ends, and keeps nothing. {@code make fuzz} runs
 * it for a million messages and a hundred thousand sessions, by {@code jqwik.tries}.
 */
class SessionFuzzTest {
  private static final SessionLimits LIMITS = new SessionLimits(1 << 20, 100);

  private final MemoryBudget budget = new MemoryBudget(1 << 20);

  @Provide
  Arbitrary<byte[]> messages() {
    return RequestArbitraries.messages();
  }

  @Provide
  Arbitrary<List<SessionRequest>> sequences() {
    return RequestArbitraries.sequences();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void any_message_is_answered_or_ends_the_session(@ForAll("messages") byte[] message) {
    SessionRequest request;
    try {
      request = SessionRequest.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      return; // gRPC ends the call.
    }
    EnvironmentSession session = made();
    answer(session, request);
    session.close();
    assertThat(budget.usedBytes()).isZero();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void any_sequence_is_answered_and_leaves_nothing(
      @ForAll("sequences") List<SessionRequest> requests) {
    EnvironmentSession session = fresh();
    for (SessionRequest request : requests) {
      if (!answer(session, request)) {
        break;
      }
    }
    session.close();
    assertThat(budget.usedBytes()).isZero();
  }

  /** Returns whether the session goes on. */
  private static boolean answer(EnvironmentSession session, SessionRequest request) {
    try {
      SessionResponse response = session.handle(request);
      assertThat(response.getRequestId()).isEqualTo(request.getRequestId());
      assertThat(response.getSerializedSize()).isLessThanOrEqualTo(LIMITS.maxMessageBytes());
      return true;
    } catch (SessionEndedException e) {
      assertThat(e.status().getDescription()).isNotEmpty();
      return false;
    }
  }

  private EnvironmentSession fresh() {
    return new EnvironmentSession(
        new Offer(Set.of(), new KwargsRule(Set.of(), Set.of())), LIMITS, budget, "fuzzed");
  }

  private EnvironmentSession made() {
    EnvironmentSession session = fresh();
    answer(session, Requests.hello());
    answer(session, Requests.make("FrozenLake-v1"));
    answer(session, Requests.reset("1"));
    return session;
  }
}
