package io.javagym.client;

import io.grpc.Status;

/** What the statuses mean by which calls end. */
final class Statuses {
  private Statuses() {}

  /**
   * The exception for a status.
   *
   * @param doing what was asked for, and what is lost, for the message
   */
  static RuntimeException toException(Status status, Peer peer, String doing) {
    String text = text(status);
    switch (status.getCode()) {
      case UNAVAILABLE, CANCELLED, UNKNOWN, INTERNAL -> {
        String epitaph = peer.epitaph();
        return new ConnectionLostException(
            epitaph != null
                ? "%s (%s)".formatted(epitaph, doing)
                : "%s is gone (%s): %s".formatted(peer.name(), doing, text));
      }
      case DEADLINE_EXCEEDED -> {
        return new RemoteTimeoutException(
            "%s did not answer in time (%s)".formatted(peer.name(), doing));
      }
      default -> {
        return new RefusedException(
            "%s refused (%s): %s [%s]".formatted(peer.name(), doing, text, status.getCode()));
      }
    }
  }

  private static String text(Status status) {
    String description = status.getDescription();
    Throwable cause = status.getCause();
    String text = description == null ? status.getCode().name() : description;
    return cause == null || cause.getMessage() == null ? text : text + ": " + cause.getMessage();
  }
}
