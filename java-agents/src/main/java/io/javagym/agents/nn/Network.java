package io.javagym.agents.nn;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/**
 * A function with weights that can be learned. Arrays are lists of rows, one row for each
 * observation; the arrays that come out belong to the network, which writes into them again in its
 * next call.
 *
 * <p>A network is used by one thread at a time. It computes on that thread alone, in an order that
 * is always the same, so equal inputs give equal bits.
 */
public interface Network extends AutoCloseable, Snapshottable {

  /** Its shape. */
  Architecture architecture();

  /** Its weights and biases, in order: weight and bias of each layer. */
  List<Parameter> parameters();

  /**
   * The outputs for a batch.
   *
   * @param x [at least batch][inputs]
   * @param batch how many rows count
   * @return [at least batch][outputs]
   */
  float[][] predict(float[][] x, int batch);

  /** As {@link #predict}, keeping what {@link #backward} needs. */
  float[][] forward(float[][] x, int batch);

  /**
   * Replaces all {@linkplain Parameter#gradients() gradients} by those for the batch of the last
   * {@link #forward}, whose x must be as it was.
   *
   * @param dy the gradient of the loss by the outputs, [at least batch][outputs]
   */
  void backward(float[][] dy);

  /** To be called after {@link Parameter#values()} were written. */
  void changed();

  /** Moves the weights towards those of a network of equal shape; tau = 1 copies them. */
  default void approach(Network other, double tau) {
    for (int i = 0; i < parameters().size(); i++) {
      parameters().get(i).approach(other.parameters().get(i), (float) tau);
    }
    changed();
  }

  /** Passes its weights and biases. */
  @Override
  default void exchangeState(StateExchange state) {
    parameters().forEach(parameter -> parameter.exchangeState(state));
    if (state.isRestoring()) {
      changed();
    }
  }

  /**
   * PyTorch's default start: the parameters of a {@code torch.nn.Sequential} of these layers, with
   * its names, drawn anew. Weights and biases of a layer are uniform in +-1 / sqrt(fan in).
   */
  static List<Parameter> initialParameters(Architecture architecture, NumpyGenerator random) {
    return TorchInit.draw(architecture, random);
  }

  /** Releases memory outside of the heap. Closing twice is harmless. */
  @Override
  void close();
}
