package io.javagym.atari;

import io.javagym.GymException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A game's cartridge, read from a file and held to its MD5. ALE ends the process where a ROM is
 * missing or unknown, so it is given the bytes of none but these.
 *
 * <p>The ROMs are not part of this library. They are looked for in the folder that the argument
 * names; else in that of the environment variable {@value #VARIABLE}, which is ale-py's; else in
 * that of the system property {@value #PROPERTY}, by which Python tells where its ale-py is; else
 * in the ale-py of the Python environment that is active, or that is the folder {@code .venv}.
 */
final class Rom {
  /** The environment variable that names the folder of the ROMs. */
  static final String VARIABLE = "ALE_ROMS_DIR";

  /** The system property that does so where the variable is not set. */
  static final String PROPERTY = "javagym.roms";

  /** The largest that ALE reads. */
  private static final long GREATEST_SIZE_BYTES = 512 * 1024;

  private final String game;
  private final byte[] bytes;

  private Rom(String game, byte[] bytes) {
    this.game = game;
    this.bytes = bytes;
  }

  /**
   * Reads a game's ROM.
   *
   * @param game in snake_case, such as {@code "space_invaders"}
   * @param folder where {@code <game>.bin} is; {@code null} for where the process says
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} for a game that ALE
   *     does not know, and {@link GymException.Code#DEPENDENCY_NOT_INSTALLED} for a ROM that is
   *     missing or is not that game's
   */
  static Rom of(String game, @Nullable String folder) {
    if (!Games.all().contains(game)) {
      throw GymException.invalidArgument(
          "game is '%s', expected one of %s".formatted(game, String.join(", ", Games.all())));
    }
    String chosen = folder == null ? configuredFolder() : folder;
    if (chosen == null) {
      throw unusable(game, game + ".bin", "no folder of ROMs is known");
    }
    Path path = Path.of(chosen, game + ".bin");
    try {
      if (!Files.isRegularFile(path)) {
        throw unusable(game, path.toString(), "it does not exist");
      }
      if (Files.size(path) > GREATEST_SIZE_BYTES) {
        throw unusable(
            game,
            path.toString(),
            "it has %d bytes, expected at most %d"
                .formatted(Files.size(path), GREATEST_SIZE_BYTES));
      }
      byte[] bytes = Files.readAllBytes(path);
      String md5 = md5(bytes);
      if (!md5.equals(Games.md5(game))) {
        throw unusable(
            game, path.toString(), "it has %d bytes with the MD5 %s".formatted(bytes.length, md5));
      }
      return new Rom(game, bytes);
    } catch (IOException e) {
      throw unusable(game, path.toString(), "it cannot be read: " + e);
    }
  }

  /** The game's name in snake_case. */
  String game() {
    return game;
  }

  /** The cartridge; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  private static @Nullable String configuredFolder() {
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isEmpty()) {
      return variable;
    }
    String property = System.getProperty(PROPERTY);
    return property == null ? inPythonEnvironment() : property;
  }

  private static @Nullable String inPythonEnvironment() {
    String active = System.getenv("VIRTUAL_ENV");
    Path libraries = Path.of(active == null || active.isEmpty() ? ".venv" : active, "lib");
    try (DirectoryStream<Path> pythons = Files.newDirectoryStream(libraries, "python3*")) {
      for (Path python : pythons) {
        Path roms = python.resolve("site-packages/ale_py/roms");
        if (Files.isDirectory(roms)) {
          return roms.toString();
        }
      }
    } catch (IOException noSuchFolder) {
      // Then there is no environment.
    }
    return null;
  }

  private static GymException unusable(String game, String path, String found) {
    return new GymException(
        GymException.Code.DEPENDENCY_NOT_INSTALLED,
        ("the ROM of %s cannot be used: %s, expected the MD5 %s, but %s. ROMs come with ale-py: pip"
                + " install \"javagym[atari]\"; from Java, name the folder ale_py/roms by the argument"
                + " rom_dir, the environment variable %s or the system property %s")
            .formatted(game, path, Games.md5(game), found, VARIABLE, PROPERTY));
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
