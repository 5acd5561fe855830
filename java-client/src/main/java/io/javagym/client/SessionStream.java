package io.javagym.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.javagym.proto.v1.EnvironmentServiceGrpc;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A session's messages there and back. No wait is without a limit. */
final class SessionStream {
  private final ClientCall<SessionRequest, SessionResponse> call;
  private final Peer peer;

  /** Responses, and behind them the status by which the call ended. */
  private final LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>();

  private @Nullable RuntimeException failure;
  private String what = "the session";

  SessionStream(ManagedChannel channel, Metadata metadata, Peer peer) {
    this.peer = peer;
    this.call = channel.newCall(EnvironmentServiceGrpc.getSessionMethod(), CallOptions.DEFAULT);
    call.start(new Receiver(call, received), metadata);
    call.request(1);
  }

  /** What is lost when the stream breaks, for messages. */
  void carries(String session) {
    what = session;
  }

  /** Sends a request, without waiting. */
  void send(SessionRequest request) {
    if (failure != null) {
      throw failure;
    }
    try {
      call.sendMessage(request);
    } catch (IllegalStateException e) {
      // The call is over; its status, which says why, is there or on its way.
    }
  }

  /**
   * Waits for the next response.
   *
   * @param doing what is waited for, for messages
   * @throws RemoteTimeoutException if none came in time; the stream is of no use then
   * @throws ConnectionLostException if the other side is gone
   * @throws RefusedException if it ended the session
   */
  SessionResponse receive(Duration timeout, String doing) {
    if (failure != null) {
      throw failure;
    }
    Object next;
    try {
      next = received.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      throw fail(
          new ConnectionLostException(
              "interrupted while %s had to answer (%s): %s is lost"
                  .formatted(peer.name(), doing, what)));
    }
    if (next instanceof SessionResponse response) {
      return response;
    }
    if (next instanceof Status status) {
      throw fail(Statuses.toException(status, peer, "%s: %s is lost".formatted(doing, what)));
    }
    cancel();
    throw fail(
        new RemoteTimeoutException(
            "%s did not answer within %s s (%s): %s is lost"
                .formatted(peer.name(), timeout.toMillis() / 1e3, doing, what)));
  }

  private RuntimeException fail(RuntimeException exception) {
    failure = exception;
    return exception;
  }

  /** Ends the stream by saying so. */
  void finish() {
    if (failure == null) {
      failure = new ConnectionLostException(what + " was closed");
      call.halfClose();
    }
  }

  /** Breaks the stream off. Any thread may do so, at any time. */
  void cancel() {
    call.cancel("given up by the client", null);
  }

  /**
   * What breaks the stream off without a reference to this object, for a session that is dropped.
   */
  Runnable canceller() {
    ClientCall<?, ?> dropped = call;
    return () -> dropped.cancel("dropped by the client", null);
  }

  /** Runs on the network's thread: hands on and returns. */
  private static final class Receiver extends ClientCall.Listener<SessionResponse> {
    private final ClientCall<?, ?> call;
    private final LinkedBlockingQueue<Object> received;

    Receiver(ClientCall<?, ?> call, LinkedBlockingQueue<Object> received) {
      this.call = call;
      this.received = received;
    }

    @Override
    public void onMessage(SessionResponse response) {
      received.add(response);
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      received.add(
          status.isOk() ? Status.UNAVAILABLE.withDescription("it ended the stream") : status);
    }
  }
}
