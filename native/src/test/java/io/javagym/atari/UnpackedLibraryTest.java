package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibraryTest {
  @TempDir Path cache;
  private byte[] library;
  private long size;
  private String sha256;

  @BeforeEach
  void readJar() throws IOException {
    Properties jar = new Properties();
    try (InputStream properties = resource("library.properties");
        InputStream contents = resource("libjavagym_ale.so")) {
      jar.load(properties);
      library = contents.readAllBytes();
    }
    size = Long.parseLong(jar.getProperty("size"));
    sha256 = jar.getProperty("sha256");
  }

  private static InputStream resource(String name) {
    InputStream in = UnpackedLibrary.class.getResourceAsStream(name);
    assertThat(in).as(name).isNotNull();
    return in;
  }

  private Path unpack() throws IOException {
    return new UnpackedLibrary(size, sha256, cache).inCache();
  }

  private List<Path> filesInCache() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  @Test
  void theLibraryIsUnpackedOnceUnderItsHash() throws IOException {
    Path file = unpack();
    assertThat(file).hasBinaryContent(library);
    assertThat(file.getFileName().toString()).contains(sha256.substring(0, 16));
    FileTime written = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(file, written);

    assertThat(unpack()).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(written.toMillis());
    assertThat(filesInCache()).containsExactly(file);
  }

  @Test
  void aFolderThatIsNotThereIsMade() throws IOException {
    cache = cache.resolve("one/two");
    assertThat(unpack()).hasBinaryContent(library);
  }

  @Test
  void halfAFileIsReplaced() throws IOException {
    Path file = unpack();
    Files.write(file, java.util.Arrays.copyOf(library, library.length / 2));
    assertThat(unpack()).isEqualTo(file).hasBinaryContent(library);
  }

  @Test
  void aFileOfTheRightSizeWithOtherContentsIsReplaced() throws IOException {
    // What a power failure leaves of a file that was renamed before it was written.
    Path file = unpack();
    Files.write(file, new byte[library.length]);
    assertThat(unpack()).isEqualTo(file).hasBinaryContent(library);
  }

  @Test
  void whatWasAbandonedIsRemovedAndWhatIsBeingWrittenIsNot() throws IOException {
    Path abandoned = Files.createFile(cache.resolve("libjavagym_ale-1.tmp"));
    Path another = Files.createFile(cache.resolve("libjavagym_ale-2.tmp"));
    Path foreign = Files.createFile(cache.resolve("java-0123.jsa"));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(abandoned, old);
    Files.setLastModifiedTime(foreign, old);

    assertThat(filesInCache()).hasSize(3);
    assertThat(List.of(unpack(), another, foreign))
        .containsExactlyInAnyOrderElementsOf(filesInCache());
  }

  @Test
  void anotherHashThanTheJarsIsRefused() throws IOException {
    String wrong = "0".repeat(64);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new UnpackedLibrary(size, wrong, cache).inCache())
        .withMessageContaining("damaged");
    assertThat(filesInCache()).isEmpty();
  }

  @Test
  void withoutACacheTheFileIsGoneAfterItWasLoaded() {
    List<Path> loaded = new ArrayList<>();
    new UnpackedLibrary(size, sha256, null)
        .load(
            file -> {
              assertThat(file).hasBinaryContent(library);
              loaded.add(file);
            });
    assertThat(loaded).hasSize(1);
    assertThat(loaded.get(0)).doesNotExist();
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    List<Path> loaded = new ArrayList<>();
    new UnpackedLibrary(size, sha256, file.resolve("below")).load(loaded::add);
    assertThat(loaded).hasSize(1);
    assertThat(loaded.get(0)).doesNotExist();
  }

  @Test
  void whereTheCacheIs() {
    assertThat(UnpackedLibrary.cacheFolder("/a", "/b")).isEqualTo(Path.of("/a"));
    assertThat(UnpackedLibrary.cacheFolder("", "/b")).isNull();
    assertThat(UnpackedLibrary.cacheFolder(null, "/b")).isEqualTo(Path.of("/b/javagym"));
    assertThat(UnpackedLibrary.cacheFolder(null, null))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/javagym"));
  }

  /** Unpacks again and again: what the tests below kill. */
  static final class UnpackForever {
    private UnpackForever() {}

    @SuppressWarnings("InfiniteLoop") // It is killed.
    public static void main(String[] args) throws IOException {
      UnpackedLibrary unpacked =
          new UnpackedLibrary(Long.parseLong(args[0]), args[1], Path.of(args[2]));
      while (true) {
        Files.deleteIfExists(unpacked.inCache());
      }
    }
  }

  private Process unpackForever() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            UnpackForever.class.getName(),
            String.valueOf(size),
            sha256,
            cache.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void processesKilledInTheMiddleOfUnpackingLeaveNothingThatHurts() throws Exception {
    int unfinished = 0;
    for (int round = 0; round < 6; round++) {
      List<Process> processes = List.of(unpackForever(), unpackForever());
      waitForAFile();
      Thread.sleep(37L * round);
      for (Process process : processes) {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      unfinished +=
          (int) filesInCache().stream().filter(f -> f.toString().endsWith(".tmp")).count();

      assertThat(unpack()).hasBinaryContent(library);
      for (Path file : filesInCache()) {
        Files.delete(file);
      }
    }
    assertThat(unfinished).as("processes killed while they wrote").isPositive();
  }

  private void waitForAFile() throws Exception {
    for (int i = 0; i < 3000 && filesInCache().isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertThat(filesInCache()).isNotEmpty();
  }
}
