package io.javagym.envs.drawing;

import io.javagym.GymException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * The images of an installed Gymnasium, which are not part of this library. Python says where they
 * are; Java users set the system property {@value #PROPERTY} or the environment variable {@value
 * #VARIABLE}.
 */
public final class GymnasiumImages {
  /** The system property that names the folder {@code gymnasium/envs} of a Python installation. */
  public static final String PROPERTY = "javagym.assets";

  /** The environment variable that does so where the property is not set. */
  public static final String VARIABLE = "JAVAGYM_ASSETS";

  private GymnasiumImages() {}

  /**
   * Reads an image.
   *
   * @param path below {@code gymnasium/envs}, such as {@code "toy_text/img/tile_ice.png"}
   * @throws GymException of code {@link GymException.Code#DEPENDENCY_NOT_INSTALLED} if it is not
   *     there
   */
  public static Sprite read(String path) {
    String folder = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (folder == null || folder.isEmpty()) {
      throw missing(path, "neither is set", null);
    }
    File file = new File(folder, path);
    if (!file.isFile()) {
      throw missing(path, file + " does not exist", null);
    }
    try {
      BufferedImage image = ImageIO.read(file);
      if (image == null) {
        throw missing(path, file + " is no image", null);
      }
      int width = image.getWidth();
      int height = image.getHeight();
      int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
      image.flush();
      return new Sprite(width, height, argb);
    } catch (IOException e) {
      throw missing(path, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static GymException missing(String path, String found, @Nullable IOException cause) {
    String message =
        ("this picture needs Gymnasium's image %s: set the system property %s or the environment"
                + " variable %s to the folder gymnasium/envs of a Python that has"
                + " gymnasium==1.4.0, as in java -D%s=.../site-packages/gymnasium/envs (%s)")
            .formatted(path, PROPERTY, VARIABLE, PROPERTY, found);
    return cause == null
        ? new GymException(GymException.Code.DEPENDENCY_NOT_INSTALLED, message)
        : new GymException(GymException.Code.DEPENDENCY_NOT_INSTALLED, message, cause);
  }
}
