package io.javagym.wrappers;

import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows the last few observations together, the newest last, as Gymnasium's wrapper of the same name.
 * Observations must be of a {@link Box}; where they have the shape {@code (84, 84)}, four of them
 * have the shape {@code (4, 84, 84)}.
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
  public static <O, A> FrameStackObservation<O, A> padded(
      Env<O, A> env, int stackSize, O padding) {
    return new FrameStackObservation<>(env, stackSize, padding, false);
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
