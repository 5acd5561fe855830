package io.javagym.agents.checkpoints;

import java.io.IOException;

/** A checkpoint that can't be gone on from. The message says which, why, and what to do. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  /** An error with its message. */
  public CheckpointException(String message) {
    super(message);
  }
}
