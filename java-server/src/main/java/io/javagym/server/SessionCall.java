package io.javagym.server;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session on its stream. gRPC calls it on one thread at a time, never on the network's. It asks
 * for the next request only when the response before has room to leave, so a client that does not
 * read stops being read.
 */
final class SessionCall implements StreamObserver<SessionRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCall.class);

  /** Requests taken in ahead: while one is worked on, the next has arrived. */
  private static final int REQUESTS_AHEAD = 2;

  /** Responses may wait to be sent up to this size before no further request is asked for. */
  private static final int READY_BYTES = 1 << 20;

  private final long id;
  private final ServerCallStreamObserver<SessionResponse> responses;
  private final EnvironmentSession session;
  private final ServerMetrics metrics;
  private final Consumer<SessionCall> onEnd;

  /** Held while a request is worked on; what looks in from other threads gives up at once. */
  private final ReentrantLock working = new ReentrantLock();

  private final Object interruption = new Object();
  private @Nullable Thread worker;
  private boolean cancelled;
  private volatile long lastActiveNanos = System.nanoTime();
  private int owedRequests;
  private boolean ended;

  SessionCall(
      long id,
      ServerCallStreamObserver<SessionResponse> responses,
      EnvironmentSession session,
      ServerMetrics metrics,
      Consumer<SessionCall> onEnd) {
    this.id = id;
    this.responses = responses;
    this.session = session;
    this.metrics = metrics;
    this.onEnd = onEnd;
  }

  void start() {
    responses.disableAutoRequest();
    responses.setOnReadyThreshold(READY_BYTES);
    responses.setOnReadyHandler(this::onReady);
    // gRPC itself ends a call whose message it can't parse, and says so here alone.
    responses.setOnCloseHandler(
        () -> end(Status.INVALID_ARGUMENT.withDescription("a message that can't be parsed")));
    responses.setOnCancelHandler(() -> end(Status.CANCELLED.withDescription("the client is gone")));
    io.grpc.Context.current().addListener(context -> interrupt(), Runnable::run);
    responses.request(REQUESTS_AHEAD);
  }

  @Override
  public void onNext(SessionRequest request) {
    working.lock();
    try {
      if (!ended && beginWork()) {
        work(request);
      }
    } finally {
      working.unlock();
    }
  }

  private void work(SessionRequest request) {
    long startNanos = System.nanoTime();
    long rowsBefore = session.rowsStepped();
    SessionResponse response;
    try {
      response = session.handle(request);
    } catch (SessionEndedException e) {
      endWork();
      fail(e.status());
      return;
    }
    endWork();
    lastActiveNanos = System.nanoTime();
    metrics.answered(request.getRequestCase(), lastActiveNanos - startNanos);
    metrics.stepped(session.rowsStepped() - rowsBefore);
    if (response.hasFailure()) {
      metrics.failed(response.getFailure().getCode());
    } else if (response.getStep().hasFailure()) {
      metrics.failed(response.getStep().getFailure().getCode());
    }
    if (response.hasMake()) {
      LOG.atInfo()
          .addKeyValue("session", id)
          .addKeyValue("environment", session.environmentId())
          .addKeyValue("rows", response.getMake().getLayout().getNumEnvs())
          .addKeyValue("client", session.client())
          .log("made");
    }
    if (!responses.isCancelled()) {
      responses.onNext(response);
      askForMore();
    }
  }

  private void askForMore() {
    if (responses.isReady()) {
      responses.request(1);
    } else {
      owedRequests++;
    }
  }

  private void onReady() {
    working.lock();
    try {
      if (!ended && owedRequests > 0) {
        responses.request(owedRequests);
        owedRequests = 0;
      }
    } finally {
      working.unlock();
    }
  }

  @Override
  public void onCompleted() {
    working.lock();
    try {
      if (!ended) {
        end(Status.OK);
        responses.onCompleted();
      }
    } finally {
      working.unlock();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(Status.fromThrowable(failure));
  }

  /**
   * Ends the session if it does no work.
   *
   * @param idleNanos for how long it must have done none
   * @return whether the session has ended
   */
  boolean endIfIdle(long idleNanos, Status status) {
    if (!working.tryLock()) {
      return false;
    }
    try {
      if (!ended && System.nanoTime() - lastActiveNanos >= idleNanos) {
        fail(status);
      }
      return ended;
    } finally {
      working.unlock();
    }
  }

  private void fail(Status status) {
    if (!ended) {
      end(status);
      responses.onError(status.asRuntimeException());
    }
  }

  private void end(Status status) {
    working.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      try {
        session.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.atWarn().addKeyValue("session", id).setCause(e).log("closing the environment failed");
      }
      LOG.atInfo()
          .addKeyValue("session", id)
          .addKeyValue("environment", session.environmentId())
          .addKeyValue("steps", session.rowsStepped())
          .addKeyValue("status", status.getCode())
          .addKeyValue("reason", status.getDescription())
          .log("ended");
      metrics.sessionEnded(status.getCode().name().toLowerCase(java.util.Locale.ROOT));
      onEnd.accept(this);
    } finally {
      working.unlock();
    }
  }

  // --- a client that is gone interrupts the work on its request --------------------------------

  private boolean beginWork() {
    synchronized (interruption) {
      worker = Thread.currentThread();
      return !cancelled;
    }
  }

  private void endWork() {
    synchronized (interruption) {
      worker = null;
      Thread.interrupted(); // Meant for the work that is done, not for the thread's next task.
    }
  }

  private void interrupt() {
    synchronized (interruption) {
      cancelled = true;
      if (worker != null) {
        worker.interrupt();
      }
    }
  }
}
