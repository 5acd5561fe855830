package io.javagym.client;

/** Where in a server's code an error was: the cause of the exception that it means here. */
public final class RemoteStackTrace extends Exception {
  private static final long serialVersionUID = 1L;

  RemoteStackTrace(String trace) {
    super("\n" + trace, null, false, false);
  }
}
