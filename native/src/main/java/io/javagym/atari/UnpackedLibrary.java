package io.javagym.atari;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The library in this jar, as a file in the user's cache folder. Its name holds its hash, and a
 * file of that name is used only if its contents have that hash too: whatever a process that was
 * killed or a full disk has left there is replaced. It is written beside its place and renamed into
 * it when it is whole, so that any number of processes may do so at once.
 */
final class UnpackedLibrary {
  private static final String RESOURCE = "libjavagym_ale.so";
  private static final String PREFIX = "libjavagym_ale-";
  private static final String UNFINISHED = ".tmp";

  /** Nobody needs so long to write a few megabytes. */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private static final int HASH_DIGITS_IN_NAME = 16;

  private final long sizeBytes;
  private final String sha256;
  private final @Nullable Path cache;

  /**
   * The library of such a size and hash.
   *
   * @param cache the folder to unpack it in; {@code null} for a file that is gone after it is
   *     loaded
   */
  UnpackedLibrary(long sizeBytes, String sha256, @Nullable Path cache) {
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
    this.cache = cache;
  }

  /** What the build wrote about the library, and the folder that the environment chooses. */
  static UnpackedLibrary of(Properties jar) {
    return new UnpackedLibrary(
        Long.parseLong(jar.getProperty("size")),
        jar.getProperty("sha256"),
        cacheFolder(System.getenv("JAVAGYM_CACHE"), System.getenv("XDG_CACHE_HOME")));
  }

  /** The folder that the Python package uses too; {@code null} where the user wants none. */
  static @Nullable Path cacheFolder(@Nullable String javagymCache, @Nullable String xdgCacheHome) {
    if (javagymCache != null) {
      return javagymCache.isEmpty() ? null : Path.of(javagymCache);
    }
    Path caches =
        xdgCacheHome == null || xdgCacheHome.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdgCacheHome);
    return caches.resolve("javagym");
  }

  /** Hands the file to the loader. */
  void load(Consumer<Path> loader) {
    try {
      loader.accept(inCache());
    } catch (IOException e) {
      loadTemporary(loader, e);
    }
  }

  /** Where no cache can be written, the file lives until the library is mapped. */
  private void loadTemporary(Consumer<Path> loader, IOException whyNotCached) {
    try {
      Path file = Files.createTempFile(PREFIX, ".so");
      try {
        unpack(file);
        loader.accept(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      e.addSuppressed(whyNotCached);
      throw NativeLibrary.unusable(
          ("the Atari emulator's library can be unpacked neither into %s (%s) nor into %s (%s); set"
                  + " JAVAGYM_CACHE to a folder that can be written")
              .formatted(cache, whyNotCached, System.getProperty("java.io.tmpdir"), e),
          e);
    }
  }

  /** The file in the cache, whole. */
  Path inCache() throws IOException {
    if (cache == null) {
      throw new IOException("JAVAGYM_CACHE is empty");
    }
    Path place = cache.resolve(PREFIX + sha256.substring(0, HASH_DIGITS_IN_NAME) + ".so");
    if (isWhole(place)) {
      return place;
    }
    Files.createDirectories(cache);
    removeAbandoned(cache);
    Path unfinished = Files.createTempFile(cache, PREFIX, UNFINISHED);
    try {
      unpack(unfinished);
      Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return place;
  }

  private boolean isWhole(Path file) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == sizeBytes
        && sha256(Files.readAllBytes(file)).equals(sha256);
  }

  private void unpack(Path file) throws IOException {
    try (InputStream in = UnpackedLibrary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the jar javagym-atari has no " + RESOURCE);
      }
      byte[] library = in.readAllBytes();
      if (!sha256(library).equals(sha256)) {
        throw new IOException(
            "the jar javagym-atari is damaged: the hash of %s is %s, expected %s"
                .formatted(RESOURCE, sha256(library), sha256));
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(library);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    }
  }

  /** Removes what processes have left that were killed in the middle of {@link #inCache}. */
  private static void removeAbandoned(Path folder) throws IOException {
    long oldestMillis = Instant.now().minus(ABANDONED_AFTER).toEpochMilli();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, PREFIX + "*" + UNFINISHED)) {
      for (Path file : files) {
        if (file.toFile().lastModified() < oldestMillis) { // 0 if another process was faster
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
