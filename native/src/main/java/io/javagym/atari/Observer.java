package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.atari.Emulator.Source;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.util.Map;

/**
 * What an agent sees of an emulator.
 *
 * @param <O> the type of an observation
 */
interface Observer<O> {

  /** The space of every observation. */
  Space<O> space();

  /** What is to be seen now; the next call may use the same arrays again. */
  O observe();

  /**
   * The observer that the arguments ask for.
   *
   * @param obsType {@code "rgb"}, {@code "grayscale"} or {@code "ram"}
   * @param sound whether the sound joins the image
   */
  static Observer<?> of(Emulator emulator, String obsType, boolean sound) {
    Image image = new Image(emulator, source(obsType));
    return sound ? new ImageAndSound(image, new Image(emulator, Source.SOUND)) : image;
  }

  /** The source of an {@code obs_type}. */
  static Source source(String obsType) {
    return switch (obsType) {
      case "rgb" -> Source.RGB;
      case "grayscale" -> Source.GRAYSCALE;
      case "ram" -> Source.RAM;
      default ->
          throw GymException.invalidArgument(
              "obs_type is '%s', expected one of rgb, grayscale, ram".formatted(obsType));
    };
  }

  /** One array of unsigned bytes. */
  final class Image implements Observer<byte[]> {
    private final Emulator emulator;
    private final Source source;
    private final Box<byte[]> space;
    private final byte[] bytes;

    Image(Emulator emulator, Source source) {
      this.emulator = emulator;
      this.source = source;
      this.bytes = new byte[emulator.sizeBytes(source)];
      this.space =
          switch (source) {
            case RGB -> Box.uint8(0, 255, emulator.height(), emulator.width(), 3);
            case GRAYSCALE, COLOURS -> Box.uint8(0, 255, emulator.height(), emulator.width());
            case RAM, SOUND -> Box.uint8(0, 255, bytes.length);
          };
    }

    @Override
    public Box<byte[]> space() {
      return space;
    }

    @Override
    public byte[] observe() {
      emulator.read(source, bytes);
      return bytes;
    }
  }

  /** A dict of {@code image} and {@code sound}. */
  final class ImageAndSound implements Observer<Map<String, Object>> {
    private final Image image;
    private final Image sound;
    private final Dict space;

    ImageAndSound(Image image, Image sound) {
      this.image = image;
      this.sound = sound;
      this.space = Dict.of("image", image.space(), "sound", sound.space());
    }

    @Override
    public Dict space() {
      return space;
    }

    @Override
    public Map<String, Object> observe() {
      return Map.of("image", image.observe(), "sound", sound.observe());
    }
  }
}
