package io.javagym.doors;

import io.javagym.Gym;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the specs of every environment on the class path to a file. The build runs it once, so
 * that Python can register them without a JVM.
 */
public final class WriteSpecs {
  private WriteSpecs() {}

  /** The only argument is the file to write. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), SpecJson.toJson(Gym.specs()) + "\n");
  }
}
