package io.javagym.client;

import io.javagym.EnvSourceException;

/** A server refused a client: by token, version, a limit, or a request out of order. */
public final class RefusedException extends EnvSourceException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
