package io.javagym;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A user's own provider, compiled as a user's build compiles it. */
public final class UserProvider {
  private static final String SOURCE =
      """
      package user;

      public final class Provider implements io.javagym.EnvProvider {
        @Override
        public java.util.List<io.javagym.EnvSpec> specs() {
          return java.util.List.of(
              io.javagym.EnvSpec.builder(
                      "%s", kwargs -> new io.javagym.envs.toytext.FrozenLake(kwargs))
                  .maxEpisodeSteps(%d)
                  .build());
        }
      }
      """;

  private UserProvider() {}

  /** Compiles a provider of one environment into a folder of classes. */
  public static Path folder(Path folder, String id, int maxEpisodeSteps) throws IOException {
    Path source = folder.resolve("user/Provider.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SOURCE.formatted(id, maxEpisodeSteps));
    int status =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE")
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                classPath(),
                "-d",
                folder.toString(),
                source.toString());
    if (status != 0) {
      throw new IOException("compiling " + source + " failed");
    }
    Path service = folder.resolve("META-INF/services/io.javagym.EnvProvider");
    Files.createDirectories(service.getParent());
    Files.writeString(service, "user.Provider\n");
    return folder;
  }

  /** Packs what {@link #folder} compiled. */
  public static Path jar(Path folder, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          new String[] {"user/Provider.class", "META-INF/services/io.javagym.EnvProvider"}) {
        out.putNextEntry(new JarEntry(name));
        out.write(Files.readAllBytes(folder.resolve(name)));
      }
    }
    return jar;
  }

  /** A loader of the classes of a folder or jar, and of this module's. */
  public static URLClassLoader loader(Path path) throws IOException {
    return new URLClassLoader(
        new URL[] {path.toUri().toURL()}, UserProvider.class.getClassLoader());
  }

  private static String classPath() {
    try {
      URI classes = EnvProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(classes).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
