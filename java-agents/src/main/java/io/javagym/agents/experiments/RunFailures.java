package io.javagym.agents.experiments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What to say of failures. */
public final class RunFailures {
  private RunFailures() {}

  /** In some exceptions of the file system the message is a path, and the name says the rest. */
  public static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "it is no folder";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException file) {
      return "%s is not there".formatted(file.getFile());
    } else if (e instanceof FileSystemException file && file.getReason() == null) {
      return "%s (%s)".formatted(file.getFile(), e.getClass().getSimpleName());
    }
    return String.valueOf(e.getMessage());
  }
}
