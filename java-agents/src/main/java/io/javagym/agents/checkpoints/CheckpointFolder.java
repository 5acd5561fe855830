package io.javagym.agents.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checkpoints of a run. The last two are kept, so that there is one before the last. */
public final class CheckpointFolder {
  private static final int KEPT = 2;
  private static final String SUFFIX = ".ckpt";
  private static final String FORM = "step-%012d" + SUFFIX;

  private final Path folder;

  /** A folder, which is made with the first checkpoint. */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes a checkpoint, and removes the oldest if there are more than two. */
  public Path save(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FORM.formatted(checkpoint.steps()));
    checkpoint.write(file);
    List<Path> files = files();
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
      Files.delete(old);
    }
    return file;
  }

  /** All checkpoints, in order of their steps. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /** The last checkpoint; {@code null} if there is none. */
  public @Nullable Path newest() throws IOException {
    List<Path> files = files();
    return files.isEmpty() ? null : files.get(files.size() - 1);
  }

  /** Removes all of them. */
  public void clear() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  /** Removes those that are later than one, which a run goes on from. */
  public void removeAfter(Path last) throws IOException {
    for (Path file : files()) {
      if (file.getFileName().compareTo(last.getFileName()) > 0) {
        Files.delete(file);
      }
    }
  }

  /**
   * Reads one of them.
   *
   * @param version of javagym, which must be the one that wrote it
   * @throws CheckpointException if it is damaged or of another version, with what to do then
   */
  public Checkpoint read(Path file, String version) throws IOException {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.read(file);
    } catch (CheckpointException e) {
      throw new CheckpointException("%s; %s".formatted(e.getMessage(), remedy(file)));
    }
    if (!checkpoint.version().equals(version)) {
      throw new CheckpointException(
          "the checkpoint %s was written by javagym %s, this is %s: go on with that version"
              .formatted(file, checkpoint.version(), version));
    }
    return checkpoint;
  }

  private String remedy(Path damaged) throws IOException {
    List<Path> files = files();
    for (int i = files.indexOf(damaged) - 1; i >= 0; i--) {
      try {
        Checkpoint.read(files.get(i));
        return "the one before is whole: go on with --resume " + files.get(i);
      } catch (CheckpointException alsoDamaged) {
        // Then perhaps one before that.
      }
    }
    return "there is none before it: begin anew";
  }
}
