package io.javagym.client;

/** A server did not answer within the time that it was given; what was made in it is lost. */
public final class RemoteTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RemoteTimeoutException(String message) {
    super(message);
  }
}
