package io.javagym.agents.cli;

import io.javagym.Frame;
import java.awt.image.BufferedImage;

/** Frames as images. */
final class Images {
  private Images() {}

  static BufferedImage of(Frame.Pixels frame) {
    BufferedImage image =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = frame.rgb();
    int[] pixels = new int[frame.width() * frame.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          ((rgb[3 * i] & 0xff) << 16) | ((rgb[3 * i + 1] & 0xff) << 8) | (rgb[3 * i + 2] & 0xff);
    }
    image.setRGB(0, 0, frame.width(), frame.height(), pixels, 0, frame.width());
    return image;
  }
}
