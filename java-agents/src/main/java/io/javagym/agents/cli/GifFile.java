package io.javagym.agents.cli;

import io.javagym.Frame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** An animated GIF, which repeats for ever. */
final class GifFile implements Pictures {
  private static final String FORM = "javax_imageio_gif_image_1.0";
  private static final int CENTISECONDS_PER_SECOND = 100;

  /** Shorter delays are taken for ten times as long by most programs. */
  private static final int LEAST_DELAY = 2;

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private final ImageOutputStream out;
  private final int delayCentiseconds;
  private boolean begun;

  GifFile(Path file, int fps) throws IOException {
    Files.deleteIfExists(file);
    this.out = ImageIO.createImageOutputStream(file.toFile());
    if (out == null) {
      throw new IOException("%s can't be written".formatted(file));
    }
    writer.setOutput(out);
    this.delayCentiseconds =
        Math.max(LEAST_DELAY, Math.round((float) CENTISECONDS_PER_SECOND / Math.max(1, fps)));
  }

  @Override
  public void add(Frame.Pixels frame) throws IOException {
    BufferedImage image = Images.of(frame);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORM);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(delayCentiseconds));
    if (!begun) {
      begun = true;
      writer.prepareWriteSequence(null);
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0}); // for ever
      child(root, "ApplicationExtensions").appendChild(loop);
    }
    metadata.setFromTree(FORM, root);
    writer.writeToSequence(new IIOImage(image, null, metadata), null);
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    @Nullable IIOMetadataNode found = (IIOMetadataNode) root.getElementsByTagName(name).item(0);
    if (found != null) {
      return found;
    }
    IIOMetadataNode made = new IIOMetadataNode(name);
    root.appendChild(made);
    return made;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (begun) {
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
  }
}
