package io.javagym.atari;

import io.javagym.GymException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds the native library and loads it, once for the class loader of this jar.
 *
 * <p>The system property {@value #PROPERTY} or the environment variable {@value #VARIABLE} names a
 * library to load; else it is the one in this jar, unpacked by {@link UnpackedLibrary}.
 */
final class NativeLibrary {
  /** The system property that names the library's file. */
  static final String PROPERTY = "javagym.ale.library";

  /** The environment variable that does so where the property is not set. */
  static final String VARIABLE = "JAVAGYM_ALE_LIBRARY";

  private static final AtomicBoolean LOADED = new AtomicBoolean();

  private NativeLibrary() {}

  /** What the library says its version is; it must be this jar's. */
  private static native String version();

  /**
   * Loads the library, if that has not been done.
   *
   * @throws GymException of code {@link GymException.Code#DEPENDENCY_NOT_INSTALLED} that says what
   *     is in the way and what to do
   */
  static synchronized void load() {
    if (LOADED.get()) {
      return;
    }
    requirePlatform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Properties jar = jarProperties();
    String chosen = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (chosen == null || chosen.isEmpty()) {
      UnpackedLibrary.of(jar).load(NativeLibrary::load);
    } else {
      load(Path.of(chosen));
    }
    requireVersion(jar.getProperty("version"), version());
    Ale.quieten();
    LOADED.set(true);
  }

  private static void load(Path library) {
    try {
      System.load(library.toAbsolutePath().toString());
    } catch (UnsatisfiedLinkError e) {
      throw unusable(explain(library, String.valueOf(e.getMessage())), e);
    }
  }

  /** Refuses machines that the library is not built for. */
  static void requirePlatform(String osName, String architecture) {
    boolean linux = osName.toLowerCase(Locale.ROOT).equals("linux");
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    if (!linux || !x86) {
      throw unusable(
          ("the Atari emulator is built for linux x86-64, and this is %s %s; build it for yours (see"
                  + " native/README.md) and set %s to the library's path")
              .formatted(osName, architecture, VARIABLE),
          null);
    }
  }

  static void requireVersion(@Nullable String jar, String library) {
    if (!library.equals(jar)) {
      throw unusable(
          ("the Atari emulator's library is of version %s and javagym-atari.jar of version %s; use"
                  + " two of one version, or unset %s")
              .formatted(library, jar, VARIABLE),
          null);
    }
  }

  private static Properties jarProperties() {
    Properties properties = new Properties();
    try (InputStream in = NativeLibrary.class.getResourceAsStream("library.properties")) {
      if (in == null) {
        throw unusable("the jar javagym-atari has no library.properties: build it with make", null);
      }
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw unusable("the jar javagym-atari cannot be read: " + e, e);
    }
  }

  /** A library belongs to one class loader, and the linker's own words say so only to experts. */
  private static String explain(Path library, String message) {
    if (message.contains("already loaded in another classloader")) {
      return ("%s is loaded already, for another class loader: in one JVM the jar javagym-atari can"
              + " be used by one class loader only. Put it on the class path once; to load a second"
              + " copy all the same, set %s to a copy of the library with another name (%s)")
          .formatted(library, PROPERTY, message);
    }
    return ("the Atari emulator's library %s cannot be loaded: %s. It needs the C library of"
            + " the machine that built it or a later one, and zlib. If its folder forbids programs (noexec), set JAVAGYM_CACHE to another folder, or %s to"
            + " the library's path")
        .formatted(library, message, VARIABLE);
  }

  static GymException unusable(String message, @Nullable Throwable cause) {
    return cause == null
        ? new GymException(GymException.Code.DEPENDENCY_NOT_INSTALLED, message)
        : new GymException(GymException.Code.DEPENDENCY_NOT_INSTALLED, message, cause);
  }
}
