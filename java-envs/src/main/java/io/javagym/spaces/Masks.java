package io.javagym.spaces;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the masks and probabilities that a caller gives a {@link Sampler}. */
final class Masks {
  private Masks() {}

  /** A list, or an array of objects, with so many elements, which may be null. */
  static List<? extends @Nullable Object> list(@Nullable Object values, int size, String ofWhat) {
    List<? extends @Nullable Object> list =
        values instanceof Object[] array
            ? Arrays.asList(array)
            : values instanceof List<?> given ? given : null;
    if (list == null || list.size() != size) {
      throw unfit("a list of %d for the %d %s".formatted(size, size, ofWhat), values);
    }
    return list;
  }

  /** A mask of 0 and 1. */
  static byte[] mask(@Nullable Object values, int size) {
    return mask(values, size, 1);
  }

  /** A mask whose elements are 0 to a maximum. */
  static byte[] mask(@Nullable Object values, int size, int max) {
    if (!(values instanceof byte[] mask) || mask.length != size) {
      throw unfit("a byte[%d] mask".formatted(size), values);
    }
    for (int i = 0; i < size; i++) {
      if (mask[i] < 0 || mask[i] > max) {
        throw new IllegalArgumentException(
            "mask[%d]: expected 0 to %d, got %d".formatted(i, max, mask[i]));
      }
    }
    return mask;
  }

  /** Probabilities, each in [0, 1]; their sum is not checked. */
  static double[] probabilities(@Nullable Object values, int size) {
    if (!(values instanceof double[] probabilities) || probabilities.length != size) {
      throw unfit("a double[%d] of probabilities".formatted(size), values);
    }
    for (int i = 0; i < size; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "probability[%d]: expected 0 to 1, got %s".formatted(i, probabilities[i]));
      }
    }
    return probabilities;
  }

  /** The indices of the elements that are 1. */
  static int[] allowed(byte[] mask) {
    int[] allowed = new int[mask.length];
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] == 1) {
        allowed[count++] = i;
      }
    }
    return Arrays.copyOf(allowed, count);
  }

  static IllegalArgumentException unfit(String expected, @Nullable Object got) {
    return new IllegalArgumentException(Complaint.expected(expected, got).toString());
  }
}
