package io.javagym.agents.nn;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor that is learned, and the gradient of the loss by it, in PyTorch's order of elements: the
 * last dimension is the fastest.
 */
public final class Parameter implements Snapshottable {
  private final String name;
  private final List<Integer> shape;
  private final float[] values;
  private final float[] gradients;

  /**
   * A parameter of zeros.
   *
   * @param name as in PyTorch's {@code state_dict}, such as {@code "0.weight"}
   */
  public Parameter(String name, List<Integer> shape) {
    this.name = name;
    this.shape = List.copyOf(shape);
    int size = shape.stream().reduce(1, Math::multiplyExact);
    this.values = new float[size];
    this.gradients = new float[size];
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its shape. */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * The numbers themselves. A network must be {@linkplain Network#changed() told} when they change.
   */
  public float[] values() {
    return values;
  }

  /** What {@link Network#backward} wrote last. */
  public float[] gradients() {
    return gradients;
  }

  /**
   * Copies numbers in.
   *
   * @throws IllegalArgumentException if they are more or fewer
   */
  public void set(float[] other) {
    if (other.length != values.length) {
      throw new IllegalArgumentException(
          "%s has %d numbers, got %d".formatted(this, values.length, other.length));
    }
    System.arraycopy(other, 0, values, 0, values.length);
  }

  /** Moves it towards another of its shape: values = (1 - tau) values + tau other. */
  void approach(Parameter other, float tau) {
    if (tau == 1) {
      set(other.values);
      return;
    }
    float[] mine = values;
    float[] others = other.values;
    for (int i = 0; i < mine.length; i++) {
      mine[i] = (1 - tau) * mine[i] + tau * others[i];
    }
  }

  /**
   * Passes its numbers.
   *
   * @throws IllegalStateException if one that is to be saved is not finite: what learned it has
   *     diverged, and is not worth to go on from
   */
  @Override
  public void exchangeState(StateExchange state) {
    if (!state.isRestoring()) {
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new IllegalStateException(
              "the agent diverged: parameter %s has %s at %d; lower the learning rate"
                  .formatted(this, values[i], i));
        }
      }
    }
    state.exchangeFixed("a parameter", this);
    state.exchangeAll(values);
  }

  /** Sets the gradient to 0. */
  public void clearGradients() {
    Arrays.fill(gradients, 0);
  }

  @Override
  public String toString() {
    return name + shape;
  }
}
