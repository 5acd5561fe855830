package io.javagym.wrappers;

import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows the last few observations together, the newest last, as Gymnasium's wrapper of the same
 * name. Observations must be of a {@link Box}; where they have the shape {@code (84, 84)}, four of
 * them have the shape {@code (4, 84, 84)}.
 *
 * <p>The array of an observation is used again for the next one.
 *
 * @param <O> the Java array of an observation, flat and in C order
 */
public final class FrameStackObservation<O, A> extends Wrapper<O, A> {
  private final Box<O> space;
  private final Box<O> stackedSpace;
  private final int size;
  private final int stackSize;
  private final @Nullable O padding;
  private final O stack;

  private FrameStackObservation(Env<O, A> env, int stackSize, @Nullable O padding, boolean zero) {
    super(env);
    if (stackSize < 1) {
      throw GymException.invalidArgument(
          "stack_size is %d, expected at least 1".formatted(stackSize));
    }
    if (!(env.observationSpace() instanceof Box<O> box)) {
      throw GymException.invalidArgument(
          "observations of the space %s cannot be stacked, expected a Box"
              .formatted(env.observationSpace()));
    }
    if (padding != null && !box.contains(padding)) {
      throw GymException.invalidArgument(
          "padding_type is no observation of %s: %s".formatted(box, box.explain(padding)));
    }
    this.space = box;
    this.size = box.size();
    this.stackSize = stackSize;
    this.padding = zero ? box.dtype().newArray(size) : padding;
    this.stack = box.dtype().newArray(size * stackSize);
    this.stackedSpace = stacked(box, stackSize);
  }

  /** Repeats the first observation of an episode until there are enough. */
  public FrameStackObservation(Env<O, A> env, int stackSize) {
    this(env, stackSize, null, false);
  }

  /** Fills up with zeros at the start of an episode. */
  public static <O, A> FrameStackObservation<O, A> paddedWithZeros(Env<O, A> env, int stackSize) {
    return new FrameStackObservation<>(env, stackSize, null, true);
  }

  /** Fills up with an observation of the caller's at the start of an episode. */
  public static <O, A> FrameStackObservation<O, A> padded(Env<O, A> env, int stackSize, O padding) {
    return new FrameStackObservation<>(env, stackSize, padding, false);
  }

  /**
   * What arguments by Gymnasium's names ask for.
   *
   * @param arguments {@code stack_size}, or a map of {@code stack_size} and {@code padding_type},
   *     which is {@code "reset"}, {@code "zero"} or the elements of an observation, nested or flat
   */
  public static <O, A> FrameStackObservation<O, A> of(Env<O, A> env, Object arguments) {
    Kwargs kwargs =
        Kwargs.of(
            arguments instanceof Map<?, ?>
                ? Objects.requireNonNull(
                    Kwargs.of(Map.of("frame_stack", arguments)).getMap("frame_stack", null))
                : Map.of("stack_size", arguments));
    if (!kwargs.has("stack_size")) {
      throw GymException.invalidArgument("frame_stack has no stack_size, expected at least 1");
    }
    int stackSize = kwargs.getInt("stack_size", 1);
    Object padding = kwargs.get("padding_type", "reset");
    kwargs.rejectUnread("FrameStackObservation");
    if ("reset".equals(padding)) {
      return new FrameStackObservation<>(env, stackSize);
    }
    if ("zero".equals(padding)) {
      return paddedWithZeros(env, stackSize);
    }
    if (padding instanceof List<?> elements && env.observationSpace() instanceof Box<O> box) {
      return padded(env, stackSize, array(box, elements));
    }
    throw GymException.invalidArgument(
        "padding_type is %s, expected 'reset', 'zero' or an observation of %s"
            .formatted(padding, env.observationSpace()));
  }

  private static <O> O array(Box<O> box, List<?> elements) {
    List<Number> flat = new ArrayList<>();
    flatten(elements, flat);
    O array = box.dtype().newArray(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      box.dtype().set(array, i, flat.get(i).doubleValue());
    }
    return array;
  }

  private static void flatten(List<?> elements, List<Number> flat) {
    for (Object element : elements) {
      if (element instanceof List<?> nested) {
        flatten(nested, flat);
      } else if (element instanceof Number number) {
        flat.add(number);
      } else {
        throw GymException.invalidArgument(
            "padding_type holds %s, expected numbers".formatted(element));
      }
    }
  }

  private static <O> Box<O> stacked(Box<O> box, int stackSize) {
    int[] shape = new int[box.shape().length + 1];
    shape[0] = stackSize;
    System.arraycopy(box.shape(), 0, shape, 1, box.shape().length);
    O low = box.dtype().newArray(box.size() * stackSize);
    O high = box.dtype().newArray(box.size() * stackSize);
    for (int i = 0; i < stackSize; i++) {
      System.arraycopy(box.low(), 0, low, i * box.size(), box.size());
      System.arraycopy(box.high(), 0, high, i * box.size(), box.size());
    }
    return Box.of(box.dtype(), low, high, shape);
  }

  @Override
  public Space<O> observationSpace() {
    return stackedSpace;
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    Reset<O> reset = super.reset(seed, options);
    O before = padding == null ? reset.observation() : padding;
    for (int i = 0; i < stackSize - 1; i++) {
      put(i, before);
    }
    put(stackSize - 1, reset.observation());
    return new Reset<>(stack, reset.info());
  }

  @Override
  public Step<O> step(A action) {
    Step<O> step = super.step(action);
    System.arraycopy(stack, size, stack, 0, (stackSize - 1) * size);
    put(stackSize - 1, step.observation());
    return new Step<>(stack, step.reward(), step.terminated(), step.truncated(), step.info());
  }

  @Override
  public void exchangeState(StateExchange state) {
    super.exchangeState(state);
    ByteBuffer bytes =
        ByteBuffer.allocate(space.dtype().itemBytes() * size * stackSize)
            .order(ByteOrder.LITTLE_ENDIAN);
    space.dtype().put(bytes, 0, stack);
    state.exchangeAll(bytes.array());
    space.dtype().get(bytes, 0, stack);
  }

  private void put(int index, O observation) {
    if (space.dtype().length(observation) != size) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "an observation has %d elements, expected %d for %s"
              .formatted(space.dtype().length(observation), size, space));
    }
    System.arraycopy(observation, 0, stack, index * size, size);
  }
}
