package io.javagym.client;

import io.javagym.EnvSourceException;

/** A server can't be reached, or died; what was made in it is lost. */
public final class ConnectionLostException extends EnvSourceException {
  private static final long serialVersionUID = 1L;

  ConnectionLostException(String message) {
    super(message);
  }
}
