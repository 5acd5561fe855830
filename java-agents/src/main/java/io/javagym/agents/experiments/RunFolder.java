package io.javagym.agents.experiments;

import io.javagym.agents.checkpoints.CheckpointFolder;
import io.javagym.agents.tensorboard.EventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run leaves what came of it.
 *
 * @param path the folder itself
 */
public record RunFolder(Path path) {
  private static final String NAME = "javagym"; // where TensorBoard has the name of a host
  private static final long MILLIS_PER_SECOND = 1000;

  /** What the run is: all that is needed to make it again. */
  public Path config() {
    return path.resolve("config.json");
  }

  /** A line for each episode. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** Returns and their moving average. */
  public Path curve() {
    return path.resolve("learning_curve.png");
  }

  /** What was learned, for Java and Python. */
  public Path policy() {
    return path.resolve("policy.safetensors");
  }

  /** What came out, written when the run is over. */
  public Path result() {
    return path.resolve("result.json");
  }

  /** Where the run can go on from. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path.resolve("checkpoints"));
  }

  /** A name for events of a run that begins. */
  Path newEvents() {
    return path.resolve(
        "%s%d.%s"
            .formatted(EventFile.PREFIX, System.currentTimeMillis() / MILLIS_PER_SECOND, NAME));
  }

  /** The events of a run that goes on. */
  Path events() throws IOException {
    List<Path> files = eventFiles();
    if (files.isEmpty()) {
      throw new IOException(
          "%s has no file %s* any more, which the run would go on writing to"
              .formatted(path, EventFile.PREFIX));
    }
    return files.get(files.size() - 1);
  }

  private List<Path> eventFiles() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(EventFile.PREFIX))
          .sorted()
          .toList();
    }
  }

  /**
   * Makes the folder, and removes what an earlier run left in it.
   *
   * @throws IOException if a run is there that is not over
   */
  void begin() throws IOException {
    Files.createDirectories(path);
    if (checkpoints().newest() != null && !Files.exists(result())) {
      throw new IOException(
          "a run that is not over is there: go on with --resume %s, or remove the folder"
              .formatted(path));
    }
    checkpoints().clear();
    for (Path file : eventFiles()) {
      Files.delete(file);
    }
    for (Path file : List.of(result(), curve(), policy(), metrics())) {
      Files.deleteIfExists(file);
    }
  }
}
