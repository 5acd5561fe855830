package io.javagym.agents.policyfile;

import io.javagym.agents.Features;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Arrays;
import java.util.List;

/**
 * What a network sees of an observation, and how a file names it.
 *
 * @param name {@code numbers} as they are, {@code bytes_over_255}, or {@code one_hot}
 */
record Sight<O>(String name, Features<O> features) {
  private static final String NUMBERS = "numbers";
  private static final String BYTES_OVER_255 = "bytes_over_255";
  private static final String ONE_HOT = "one_hot";

  /** What Java's agents see. */
  static <O> Sight<O> of(Space<O> space) {
    Features<O> features = Features.of(space);
    if (space instanceof Discrete) {
      return new Sight<>(ONE_HOT, features);
    }
    return new Sight<>(features.areBytes() ? BYTES_OVER_255 : NUMBERS, features);
  }

  /**
   * What a file names.
   *
   * @throws IllegalArgumentException if that can't be seen of the space
   */
  @SuppressWarnings("unchecked") // A box of uint8 has arrays of bytes as elements.
  static <O> Sight<O> named(String name, Space<O> space) {
    Sight<O> usual = of(space);
    if (usual.name.equals(name)) {
      return usual;
    }
    if (name.equals(NUMBERS) && space instanceof Box<?> box && box.dtype() == DType.UINT8) {
      return new Sight<>(
          name, (Features<O>) new WholeBytes(Arrays.stream(box.shape()).boxed().toList()));
    }
    throw new IllegalArgumentException(
        "features '%s' of %s, expected '%s'".formatted(name, space, usual.name));
  }

  /** Bytes as they are, from 0 to 255: so Stable-Baselines3 sees what is no picture. */
  private record WholeBytes(List<Integer> shape) implements Features<byte[]> {
    @Override
    public void write(byte[] observation, float[] x) {
      for (int i = 0; i < observation.length; i++) {
        x[i] = observation[i] & 0xff;
      }
    }
  }
}
