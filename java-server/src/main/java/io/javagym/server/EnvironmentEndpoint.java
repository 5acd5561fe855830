package io.javagym.server;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.javagym.proto.v1.EnvironmentServiceGrpc;
import io.javagym.proto.v1.ListEnvironmentsRequest;
import io.javagym.proto.v1.ListEnvironmentsResponse;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import io.javagym.wire.SpecProto;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The service: hands out sessions, as many as there may be, and ends those that do nothing. */
final class EnvironmentEndpoint extends EnvironmentServiceGrpc.EnvironmentServiceImplBase {
  private final Offer offer;
  private final SessionLimits limits;
  private final MemoryBudget budget;
  private final ServerMetrics metrics;
  private final String serverName;
  private final int maxSessions;
  private final Semaphore slots;
  private final Set<SessionCall> calls = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastId = new AtomicLong();
  private volatile boolean draining;

  EnvironmentEndpoint(
      Offer offer,
      SessionLimits limits,
      int maxSessions,
      MemoryBudget budget,
      ServerMetrics metrics,
      String serverName) {
    this.offer = offer;
    this.limits = limits;
    this.maxSessions = maxSessions;
    this.slots = new Semaphore(maxSessions);
    this.budget = budget;
    this.metrics = metrics;
    this.serverName = serverName;
  }

  @Override
  public void listEnvironments(
      ListEnvironmentsRequest request, StreamObserver<ListEnvironmentsResponse> response) {
    ListEnvironmentsResponse.Builder list = ListEnvironmentsResponse.newBuilder();
    offer.specs().forEach(spec -> list.addEnvironments(SpecProto.toProto(spec)));
    response.onNext(list.build());
    response.onCompleted();
  }

  @Override
  public StreamObserver<SessionRequest> session(StreamObserver<SessionResponse> responses) {
    if (draining) {
      metrics.refused("draining");
      return refused(responses, Status.UNAVAILABLE.withDescription("the server is shutting down"));
    }
    if (!slots.tryAcquire()) {
      metrics.refused("sessions");
      return refused(
          responses,
          Status.RESOURCE_EXHAUSTED.withDescription(
              "all of the server's %d sessions (--max-sessions) are in use"
                  .formatted(maxSessions)));
    }
    SessionCall call =
        new SessionCall(
            lastId.incrementAndGet(),
            (ServerCallStreamObserver<SessionResponse>) responses,
            new EnvironmentSession(offer, limits, budget, serverName),
            metrics,
            this::ended);
    calls.add(call);
    metrics.sessionOpened();
    call.start();
    return call;
  }

  private void ended(SessionCall call) {
    calls.remove(call);
    slots.release();
  }

  int sessions() {
    return calls.size();
  }

  /** Lets no new session in. */
  void drain() {
    draining = true;
  }

  /** Ends the sessions that have done nothing for so long. */
  void endIdle(long idleNanos, Status status) {
    calls.forEach(call -> call.endIfIdle(idleNanos, status));
  }

  private static StreamObserver<SessionRequest> refused(
      StreamObserver<SessionResponse> responses, Status status) {
    responses.onError(status.asRuntimeException());
    return new StreamObserver<>() {
      @Override
      public void onNext(SessionRequest request) {}

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {}
    };
  }
}
