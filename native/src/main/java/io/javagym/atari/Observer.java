package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.atari.Emulator.Source;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
    /** By their shapes: a space of a screen holds 200 kB of bounds, and games have few sizes. */
    private static final Map<List<Integer>, Box<byte[]>> SPACES = new ConcurrentHashMap<>();

    private final Emulator emulator;
    private final Source source;
    private final Box<byte[]> space;

    /** Made for the first look: most of what can be read never is. */
    private byte @Nullable [] bytes;

    Image(Emulator emulator, Source source) {
      this.emulator = emulator;
      this.source = source;
      this.space =
          switch (source) {
            case RGB -> space(emulator.height(), emulator.width(), 3);
            case GRAYSCALE, COLOURS -> space(emulator.height(), emulator.width());
            case RAM, SOUND -> space(emulator.sizeBytes(source));
          };
    }

    private static Box<byte[]> space(Integer... shape) {
      return SPACES.computeIfAbsent(
          List.of(shape),
          key -> Box.uint8(0, 255, key.stream().mapToInt(Integer::intValue).toArray()));
    }

    @Override
    public Box<byte[]> space() {
      return space;
    }

    @Override
    public byte[] observe() {
      if (bytes == null) {
        bytes = new byte[emulator.sizeBytes(source)];
      }
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
