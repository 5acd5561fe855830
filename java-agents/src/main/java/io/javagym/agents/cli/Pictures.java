package io.javagym.agents.cli;

import io.javagym.Frame;
import java.io.IOException;

/** Where frames go. */
interface Pictures extends AutoCloseable {

  /** Adds one. */
  void add(Frame.Pixels frame) throws IOException;

  @Override
  void close() throws IOException;
}
