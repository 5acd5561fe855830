package io.javagym.client;

import io.javagym.EnvSourceException;

/** A server did not answer within the time that it was given; what was made in it is lost. */
public final class RemoteTimeoutException extends EnvSourceException {
  private static final long serialVersionUID = 1L;

  RemoteTimeoutException(String message) {
    super(message);
  }
}
