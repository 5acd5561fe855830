package io.javagym.doors;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes specs to a file, so that Python can register them without a JVM. The build of jars with
 * environments runs it once.
 */
public final class WriteSpecs {
  private WriteSpecs() {}

  /**
   * The first argument is the file to write. Further ones are jars, whose environments alone are
   * written; without any, it is every environment on the class path.
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), SpecJson.toJson(specs(args)) + "\n");
  }

  private static List<EnvSpec> specs(String[] args) throws IOException {
    if (args.length == 1) {
      return Gym.specs();
    }
    URL[] jars = new URL[args.length - 1];
    for (int i = 0; i < jars.length; i++) {
      jars[i] = Path.of(args[i + 1]).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(jars, WriteSpecs.class.getClassLoader())) {
      return Gym.registerAll(loader);
    }
  }
}
