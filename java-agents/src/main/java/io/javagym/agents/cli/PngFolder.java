package io.javagym.agents.cli;

import io.javagym.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A PNG for each frame: {@code frame-000001.png} and so on. */
final class PngFolder implements Pictures {
  private final Path folder;
  private int count;

  PngFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  @Override
  public void add(Frame.Pixels frame) throws IOException {
    count++;
    Path file = folder.resolve("frame-%06d.png".formatted(count));
    ImageIO.write(Images.of(frame), "png", file.toFile());
  }

  @Override
  public void close() {}
}
