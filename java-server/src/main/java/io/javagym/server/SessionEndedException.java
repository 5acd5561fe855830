package io.javagym.server;

import io.grpc.Status;

/** Ends a session with a status: what was asked is out of order, or a limit is reached. */
final class SessionEndedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  SessionEndedException(Status status) {
    super(status.getDescription(), null, false, false);
    this.status = status;
  }

  Status status() {
    return status;
  }
}
