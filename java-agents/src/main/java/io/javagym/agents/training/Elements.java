package io.javagym.agents.training;

import io.javagym.GymException;
import io.javagym.StateExchange;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import org.jspecify.annotations.Nullable;

/** Elements of the spaces that agents see, as parts of snapshots. */
final class Elements {
  private Elements() {}

  /**
   * Passes an element, of which a copy comes back.
   *
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if the space is neither
   *     Discrete nor a Box
   */
  @SuppressWarnings("unchecked") // The space says what its elements are.
  static <T> @Nullable T exchange(StateExchange state, Space<T> space, @Nullable T element) {
    if (!state.exchange(element != null)) {
      return null;
    }
    if (space instanceof Discrete) {
      return (T) (Long) state.exchange(element == null ? 0L : (long) (Long) (Object) element);
    }
    if (space instanceof Box<?> box) {
      return (T) exchange(state, box, element);
    }
    throw new GymException(
        GymException.Code.UNSUPPORTED,
        "a checkpoint holds observations of Discrete or a Box, got " + space);
  }

  private static Object exchange(StateExchange state, Box<?> box, @Nullable Object element) {
    Object low = box.low(); // an array of the space's kind and length
    if (low instanceof float[] values) {
      float[] copy = element == null ? new float[values.length] : ((float[]) element).clone();
      state.exchangeAll(copy);
      return copy;
    } else if (low instanceof double[] values) {
      double[] copy = element == null ? new double[values.length] : ((double[]) element).clone();
      state.exchangeAll(copy);
      return copy;
    } else if (low instanceof byte[] values) {
      byte[] copy = element == null ? new byte[values.length] : ((byte[]) element).clone();
      state.exchangeAll(copy);
      return copy;
    } else if (low instanceof int[] values) {
      int[] copy = element == null ? new int[values.length] : ((int[]) element).clone();
      state.exchangeAll(copy);
      return copy;
    } else if (low instanceof long[] values) {
      long[] copy = element == null ? new long[values.length] : ((long[]) element).clone();
      state.exchangeAll(copy);
      return copy;
    }
    throw new GymException(
        GymException.Code.UNSUPPORTED,
        "a checkpoint holds boxes of float32, float64, uint8, int8, int32 and int64, got " + box);
  }
}
