package io.javagym.agents.nn;

import io.javagym.random.NumpyGenerator;
import java.util.ArrayList;
import java.util.List;

/** Linear layers in plain Java. After the first batch of a size, nothing is allocated. */
final class JavaMlp implements Network {
  private final Architecture architecture;
  private final List<Parameter> parameters;
  private final List<DenseLayer> layers = new ArrayList<>();
  private final List<float[][]> inputs = new ArrayList<>(); // of each layer, in the last forward
  private boolean changed = true;
  private int batch;

  JavaMlp(Architecture architecture, NumpyGenerator random) {
    if (!architecture.isMlp()) {
      throw new IllegalArgumentException(
          "the java backend has linear layers only, got %s; take the djl backend"
              .formatted(architecture.layers()));
    }
    this.architecture = architecture;
    this.parameters = Network.initialParameters(architecture, random);
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer.Linear shape = (Layer.Linear) architecture.layers().get(l);
      layers.add(new DenseLayer(shape, parameters.get(2 * l), parameters.get(2 * l + 1)));
      inputs.add(new float[0][]);
    }
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public float[][] predict(float[][] x, int batch) {
    return forward(x, batch);
  }

  @Override
  public float[][] forward(float[][] x, int batch) {
    if (changed) {
      changed = false;
      for (int l = 0; l < layers.size(); l++) { // an iterator would be garbage
        layers.get(l).changed();
      }
    }
    this.batch = batch;
    float[][] h = x;
    for (int l = 0; l < layers.size(); l++) {
      inputs.set(l, h);
      h = layers.get(l).forward(h, batch);
    }
    return h;
  }

  @Override
  public void backward(float[][] dy) {
    float[][] gradient = dy;
    for (int l = layers.size() - 1; l >= 0; l--) {
      gradient = layers.get(l).backward(inputs.get(l), gradient, batch, l > 0);
    }
  }

  @Override
  public void changed() {
    changed = true;
  }

  @Override
  public void close() {}
}
