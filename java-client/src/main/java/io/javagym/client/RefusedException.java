package io.javagym.client;

/** A server refused a client: by token, version, a limit, or a request out of order. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
