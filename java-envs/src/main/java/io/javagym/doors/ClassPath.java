package io.javagym.doors;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.GymException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipFile;

/** Jars that join a running JVM, with the environments in them. */
public final class ClassPath {
  private static final List<ClassLoader> LOADERS = new CopyOnWriteArrayList<>();

  private ClassPath() {}

  /**
   * Adds jars or folders of classes, and the environments that their providers name.
   *
   * @return the environments that were added
   * @throws GymException if a path does not exist or is no jar
   */
  public static List<EnvSpec> add(String... paths) {
    URL[] urls = Arrays.stream(paths).map(ClassPath::toUrl).toArray(URL[]::new);
    // Never closed: the environments load classes and resources from it as long as the JVM lives.
    @SuppressWarnings("resource")
    URLClassLoader loader = new URLClassLoader(urls, ClassPath.class.getClassLoader());
    List<EnvSpec> added = Gym.registerAll(loader);
    LOADERS.add(0, loader);
    return added;
  }

  /** A class of the class path, or of what was added to it; what came last is looked at first. */
  public static Class<?> find(String name) throws ClassNotFoundException {
    for (ClassLoader loader : LOADERS) {
      try {
        return Class.forName(name, true, loader);
      } catch (ClassNotFoundException e) {
        // The next loader may have it.
      }
    }
    return Class.forName(name, true, ClassPath.class.getClassLoader());
  }

  private static URL toUrl(String path) {
    Path file = Path.of(path).toAbsolutePath();
    if (!Files.exists(file)) {
      throw GymException.invalidArgument(
          "class path entry '%s' does not exist; expected a jar or a folder of classes"
              .formatted(file));
    }
    if (!Files.isDirectory(file)) {
      requireJar(file);
    }
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireJar(Path file) {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      jar.size();
    } catch (IOException e) {
      throw new GymException(
          GymException.Code.INVALID_ARGUMENT,
          "class path entry '%s' is not a jar: %s".formatted(file, e.getMessage()),
          e);
    }
  }
}
