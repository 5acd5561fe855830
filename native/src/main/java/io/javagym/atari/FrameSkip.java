package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/**
 * For how many frames an action is taken: {@code low}, or a random number of a range.
 *
 * @param low the least
 * @param high one more than the greatest; {@code low + 1} where nothing is random
 */
record FrameSkip(int low, int high) {

  /** One frame a step. */
  static final FrameSkip NONE = new FrameSkip(1, 2);

  /**
   * The argument {@code frameskip}: a number, or a pair of the least and one more than the
   * greatest.
   */
  static FrameSkip of(Kwargs kwargs) {
    Object value = kwargs.get("frameskip", 4L);
    if (value instanceof Number) {
      int frames = kwargs.getInt("frameskip", 4, 1, Integer.MAX_VALUE - 1);
      return new FrameSkip(frames, frames + 1);
    }
    if (value instanceof List<?> range
        && range.size() == 2
        && range.get(0) instanceof Long low
        && range.get(1) instanceof Long high
        && 0 < low
        && low < high
        && high < Integer.MAX_VALUE) {
      return new FrameSkip(low.intValue(), high.intValue());
    }
    throw GymException.invalidArgument(
        "frameskip is %s, expected an int of at least 1, or (low, high) with 0 < low < high"
            .formatted(value));
  }

  /** The frames of a step. */
  int frames(NumpyGenerator random) {
    return high == low + 1 ? low : (int) random.integers(low, high);
  }
}
