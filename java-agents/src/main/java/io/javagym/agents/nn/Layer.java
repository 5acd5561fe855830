package io.javagym.agents.nn;

/** A layer with weights, as PyTorch names its parts, and the activation that follows it. */
public sealed interface Layer {

  /** What the layer does to its sums. */
  Activation activation();

  /** How many inputs each of its units sums. */
  int fanIn();

  /** How many units have weights of their own. */
  int units();

  /**
   * Fully connected: {@code torch.nn.Linear(inputs, outputs)}. What has more dimensions is
   * flattened before it.
   */
  record Linear(int inputs, int outputs, Activation activation) implements Layer {

    /** Checks the sizes. */
    public Linear {
      if (inputs < 1 || outputs < 1) {
        throw new IllegalArgumentException(
            "a linear layer of %d inputs and %d outputs, expected at least 1 of each"
                .formatted(inputs, outputs));
      }
    }

    @Override
    public int fanIn() {
      return inputs;
    }

    @Override
    public int units() {
      return outputs;
    }
  }

  /**
   * A convolution without padding: {@code torch.nn.Conv2d(channels, outputs, kernel, stride)}.
   *
   * @param kernel the side of its square kernel
   */
  record Conv2d(int channels, int outputs, int kernel, int stride, Activation activation)
      implements Layer {

    /** Checks the sizes. */
    public Conv2d {
      if (channels < 1 || outputs < 1 || kernel < 1 || stride < 1) {
        throw new IllegalArgumentException(
            "a convolution of %d channels, %d outputs, kernel %d, stride %d, expected at least 1 each"
                .formatted(channels, outputs, kernel, stride));
      }
    }

    @Override
    public int fanIn() {
      return channels * kernel * kernel;
    }

    @Override
    public int units() {
      return outputs;
    }
  }
}
