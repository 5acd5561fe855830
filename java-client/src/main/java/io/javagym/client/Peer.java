package io.javagym.client;

import org.jspecify.annotations.Nullable;

/** Who is on the other side, for messages. */
interface Peer {

  /** What it is called, such as {@code the server at grpc://host:port}. */
  String name();

  /** What became of it, if it is gone and this side knows; {@code null} if not. */
  default @Nullable String epitaph() {
    return null;
  }
}
