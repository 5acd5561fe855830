package io.javagym.agents;

import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Arrays;
import java.util.List;

/**
 * What a network sees of an observation.
 *
 * @param <O> the type of an observation
 */
public interface Features<O> {

  /** The shape of one observation, for a network's architecture. */
  List<Integer> shape();

  /** Whether all features are bytes over 255, which may be kept in a quarter of the memory. */
  default boolean areBytes() {
    return false;
  }

  /** Writes an observation into a row. */
  void write(O observation, float[] x);

  /** How many numbers that writes. */
  default int size() {
    return shape().stream().reduce(1, Math::multiplyExact);
  }

  /**
   * The features of a space: the numbers of a box of floats, the bytes of a box of uint8 over 255,
   * and for a discrete space a 1 among zeros.
   *
   * @throws IllegalArgumentException if the space is another
   */
  @SuppressWarnings("unchecked") // The space says what its elements are.
  static <O> Features<O> of(Space<O> space) {
    if (space instanceof Discrete discrete) {
      return (Features<O>) new OneHot(Math.toIntExact(discrete.n()), discrete.start());
    }
    if (space instanceof Box<?> box) {
      List<Integer> shape = Arrays.stream(box.shape()).boxed().toList();
      if (box.dtype() == DType.FLOAT32) {
        return (Features<O>) new Floats(shape);
      } else if (box.dtype() == DType.FLOAT64) {
        return (Features<O>) new Doubles(shape);
      } else if (box.dtype() == DType.UINT8) {
        return (Features<O>) new Bytes(shape);
      }
    }
    throw new IllegalArgumentException(
        "a network sees Discrete, or a Box of float32, float64 or uint8, got " + space);
  }

  /** A box of float32. */
  record Floats(List<Integer> shape) implements Features<float[]> {
    @Override
    public void write(float[] observation, float[] x) {
      System.arraycopy(observation, 0, x, 0, observation.length);
    }
  }

  /** A box of float64. */
  record Doubles(List<Integer> shape) implements Features<double[]> {
    @Override
    public void write(double[] observation, float[] x) {
      for (int i = 0; i < observation.length; i++) {
        x[i] = (float) observation[i];
      }
    }
  }

  /** A box of uint8. */
  record Bytes(List<Integer> shape) implements Features<byte[]> {
    /** What a byte is divided by. */
    public static final float GREATEST_BYTE = 255;

    @Override
    public boolean areBytes() {
      return true;
    }

    @Override
    public void write(byte[] observation, float[] x) {
      for (int i = 0; i < observation.length; i++) {
        x[i] = (observation[i] & 0xff) / GREATEST_BYTE;
      }
    }
  }

  /** A discrete space. */
  record OneHot(int n, long start) implements Features<Long> {
    @Override
    public List<Integer> shape() {
      return List.of(n);
    }

    @Override
    public void write(Long observation, float[] x) {
      Arrays.fill(x, 0, n, 0);
      x[Math.toIntExact(observation - start)] = 1;
    }
  }
}
