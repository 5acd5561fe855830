package io.javagym.agents.policyfile;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not what its format asks: cut short, changed, or something else altogether. */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1;

  /** An error of a file. The message says what, where, the value and the legal range. */
  public CorruptFileException(Path file, String message) {
    super("%s: %s".formatted(file, message));
  }
}
