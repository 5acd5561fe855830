package io.javagym.benchmarks;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which engine the environments stand on. Each is loaded apart, with the same environments. */
public enum BoxEngine {
  /** The one that javagym has. */
  FAST,

  /**
   * JBox2D with the edits that make it exact, and none of those that make it fast. The build puts
   * its classes into the folder {@code plain-engine} beside those of this module.
   */
  PLAIN;

  /**
   * Episodes of LunarLander-v3 on this engine: see {@link LunarEpisodes}. What is loaded for them
   * lives as long as they.
   */
  @SuppressWarnings("unchecked") // Another loader's class, but the type is the JDK's.
  Supplier<long[]> lunarEpisodes(String policy) {
    // Not closed: classes are loaded from it as the episodes go on.
    @SuppressWarnings("resource")
    URLClassLoader loader =
        new URLClassLoader(classPath().toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    try {
      return (Supplier<long[]>)
          loader
              .loadClass(LunarEpisodes.class.getName())
              .getConstructor(String.class)
              .newInstance(policy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no episodes on the engine " + this + ": " + e, e);
    }
  }

  private List<URL> classPath() {
    List<URL> urls = new ArrayList<>();
    if (this == PLAIN) {
      URL folder = BoxEngine.class.getResource("/plain-engine/");
      if (folder == null) {
        throw new IllegalStateException(
            "no folder plain-engine on the class path: build this module by `make bench-java`");
      }
      urls.add(folder);
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(toUrl(entry));
    }
    return urls;
  }

  private static URL toUrl(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("class path entry '" + entry + "' has no URL", e);
    }
  }
}
