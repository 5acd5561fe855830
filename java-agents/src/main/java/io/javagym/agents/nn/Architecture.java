package io.javagym.agents.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shape of a network, without its weights.
 *
 * @param inputShape of one observation: {@code [features]}, or {@code [channels, height, width]}
 * @param layers in order, at least one, the last one linear
 */
public record Architecture(List<Integer> inputShape, List<Layer> layers) {

  /** Checks that each layer fits the one before. */
  public Architecture {
    inputShape = List.copyOf(inputShape);
    layers = List.copyOf(layers);
    List<Integer> shape = inputShape;
    for (Layer layer : layers) {
      shape = shapeAfter(layer, shape);
    }
    if (layers.isEmpty() || shape.size() != 1) {
      throw new IllegalArgumentException("the last layer must be linear, got " + layers);
    }
  }

  /**
   * Linear layers with the activation between them and none after the last.
   *
   * @param sizes inputs, hidden layers, outputs
   */
  public static Architecture mlp(Activation activation, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      Activation after = l < sizes.length - 1 ? activation : Activation.IDENTITY;
      layers.add(new Layer.Linear(sizes[l - 1], sizes[l], after));
    }
    return new Architecture(List.of(sizes[0]), layers);
  }

  /**
   * The network of V. Mnih et al., Human-level control through deep reinforcement learning, Nature
   * 518, 2015, for 84 x 84 pixels.
   *
   * @param channels how many frames are stacked, 4 in the paper
   */
  public static Architecture natureCnn(int channels, int outputs) {
    return new Architecture(
        List.of(channels, 84, 84),
        List.of(
            new Layer.Conv2d(channels, 32, 8, 4, Activation.RELU),
            new Layer.Conv2d(32, 64, 4, 2, Activation.RELU),
            new Layer.Conv2d(64, 64, 3, 1, Activation.RELU),
            new Layer.Linear(64 * 7 * 7, 512, Activation.RELU),
            new Layer.Linear(512, outputs, Activation.IDENTITY)));
  }

  /** How many numbers one observation has. */
  public int inputs() {
    return size(inputShape);
  }

  /** How many numbers come out for one observation. */
  public int outputs() {
    return layers.get(layers.size() - 1).units();
  }

  /** Whether all layers are linear. */
  public boolean isMlp() {
    return layers.stream().allMatch(Layer.Linear.class::isInstance);
  }

  private static List<Integer> shapeAfter(Layer layer, List<Integer> shape) {
    if (layer instanceof Layer.Linear linear && linear.inputs() == size(shape)) {
      return List.of(linear.outputs());
    }
    if (layer instanceof Layer.Conv2d conv
        && shape.size() == 3
        && shape.get(0) == conv.channels()
        && Math.min(shape.get(1), shape.get(2)) >= conv.kernel()) {
      return List.of(
          conv.outputs(),
          (shape.get(1) - conv.kernel()) / conv.stride() + 1,
          (shape.get(2) - conv.kernel()) / conv.stride() + 1);
    }
    throw new IllegalArgumentException(
        "%s does not fit an input of shape %s".formatted(layer, shape));
  }

  private static int size(List<Integer> shape) {
    return Arrays.stream(shape.toArray(Integer[]::new)).reduce(1, Math::multiplyExact);
  }
}
