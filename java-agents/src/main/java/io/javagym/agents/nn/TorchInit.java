package io.javagym.agents.nn;

import io.javagym.random.NumpyGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch's default start: weights and biases of a layer are uniform in +-1 / sqrt(fan in). That is
 * what {@code kaiming_uniform_(weight, a=sqrt(5))} comes to, which {@code Linear} and {@code
 * Conv2d} call.
 */
final class TorchInit {
  private TorchInit() {}

  /** New parameters, named as those of a {@code torch.nn.Sequential} of these layers. */
  static List<Parameter> draw(Architecture architecture, NumpyGenerator random) {
    List<Parameter> parameters = new ArrayList<>();
    boolean flattened = architecture.isMlp();
    int index = 0; // in the Sequential, where activations and the Flatten are counted
    for (Layer layer : architecture.layers()) {
      List<Integer> shape;
      if (layer instanceof Layer.Conv2d conv) {
        shape = List.of(conv.outputs(), conv.channels(), conv.kernel(), conv.kernel());
      } else {
        shape = List.of(layer.units(), layer.fanIn());
        if (!flattened) {
          flattened = true;
          index++;
        }
      }
      double bound = 1 / Math.sqrt(layer.fanIn());
      parameters.add(uniform(index + ".weight", shape, bound, random));
      parameters.add(uniform(index + ".bias", List.of(layer.units()), bound, random));
      index += layer.activation() == Activation.IDENTITY ? 1 : 2;
    }
    return List.copyOf(parameters);
  }

  private static Parameter uniform(
      String name, List<Integer> shape, double bound, NumpyGenerator random) {
    Parameter parameter = new Parameter(name, shape);
    float[] values = parameter.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(-bound, bound);
    }
    return parameter;
  }
}
