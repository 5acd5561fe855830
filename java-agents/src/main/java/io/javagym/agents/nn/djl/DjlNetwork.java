package io.javagym.agents.nn.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Layer;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.Parameter;
import io.javagym.random.NumpyGenerator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers computed by PyTorch. Parameters live on the heap, where the optimizer works on them, and
 * are copied into direct memory after they changed; PyTorch reads them there. Gradients are read
 * from PyTorch's memory.
 *
 * <p>Three things of DJL shape this class. A result belongs to the manager of its first operand and
 * lives as long as that, so each step has a manager of its own, and what is kept is never a first
 * operand. Gradients add up until they are cleared, so what they are taken by is new in each step.
 * An array made from a direct {@link ByteBuffer}, or set from a buffer, uses the buffer's memory
 * and does not keep it alive for anyone but its own Java object.
 */
final class DjlNetwork implements Network {
  private final Architecture architecture;
  private final List<Parameter> parameters;
  private final NDManager manager;
  private final List<ByteBuffer> memory = new ArrayList<>(); // as parameters
  private final List<NDArray> constants; // on that memory, for what needs no gradient
  private final DirectRows predicted = new DirectRows();
  private final DirectRows forwarded = new DirectRows(); // read again by backward
  private final DirectRows gradients = new DirectRows();
  private float[][] y = new float[0][]; // [batch][outputs]
  private boolean changed = true;
  private @Nullable NDManager step; // of the last forward
  private List<NDArray> leaves = List.of(); // the parameters in that
  private @Nullable NDArray output; // of the last forward, with its graph
  private boolean closed;

  DjlNetwork(Architecture architecture, NumpyGenerator random, NDManager manager) {
    this.architecture = architecture;
    this.parameters = Network.initialParameters(architecture, random);
    this.manager = manager;
    for (Parameter p : parameters) {
      memory.add(DirectRows.allocate(Math.multiplyExact(p.values().length, Float.BYTES)));
    }
    this.constants = tensors(manager);
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
    upload();
    try (NDManager own = manager.newSubManager()) {
      return rows(apply(input(own, predicted, x, batch), constants), batch);
    }
  }

  @Override
  public float[][] forward(float[][] x, int batch) {
    upload();
    endStep();
    NDManager own = manager.newSubManager();
    step = own;
    leaves = tensors(own);
    leaves.forEach(leaf -> leaf.setRequiresGradient(true));
    // The graph stays with the output; what ends with the collector is recording.
    GradientCollector recording = Engine.getEngine("PyTorch").newGradientCollector();
    NDArray outputs;
    try {
      outputs = apply(input(own, forwarded, x, batch), leaves);
    } finally {
      recording.close();
    }
    output = outputs;
    return rows(outputs, batch);
  }

  @Override
  public void backward(float[][] dy) {
    NDManager own = step;
    NDArray last = output;
    if (own == null || last == null) {
      throw new IllegalStateException("backward before forward");
    }
    int batch = (int) last.getShape().get(0);
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      ByteBuffer rows = gradients.put(dy, batch, architecture.outputs());
      NDArray d = own.create(rows, last.getShape(), DataType.FLOAT32);
      collector.backward(last.mul(d).sum());
    }
    for (int i = 0; i < leaves.size(); i++) {
      floats(leaves.get(i).getGradient()).get(parameters.get(i).gradients());
    }
    endStep();
  }

  @Override
  public void changed() {
    changed = true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      endStep();
      manager.close();
    }
  }

  private NDArray apply(NDArray x, List<NDArray> tensors) {
    NDArray h = x;
    List<Layer> layers = architecture.layers();
    for (int l = 0; l < layers.size(); l++) {
      NDArray weight = tensors.get(2 * l);
      NDArray bias = tensors.get(2 * l + 1);
      if (layers.get(l) instanceof Layer.Conv2d conv) {
        Shape stride = new Shape(conv.stride(), conv.stride());
        h = Conv2d.conv2d(h, weight, bias, stride).singletonOrThrow();
      } else {
        NDArray flat = h.getShape().dimension() == 2 ? h : h.reshape(h.getShape().get(0), -1);
        h = Linear.linear(flat, weight, bias).singletonOrThrow();
      }
      h =
          switch (layers.get(l).activation()) {
            case IDENTITY -> h;
            case RELU -> h.getNDArrayInternal().relu();
            case TANH -> h.tanh();
          };
    }
    return h;
  }

  private NDArray input(NDManager own, DirectRows rows, float[][] x, int batch) {
    List<Integer> shape = new ArrayList<>(architecture.inputShape());
    shape.add(0, batch);
    return own.create(rows.put(x, batch, architecture.inputs()), shape(shape), DataType.FLOAT32);
  }

  private float[][] rows(NDArray array, int batch) {
    if (y.length < batch) {
      y = new float[batch][architecture.outputs()];
    }
    FloatBuffer floats = floats(array);
    for (int row = 0; row < batch; row++) {
      floats.get(y[row]);
    }
    return y;
  }

  private static FloatBuffer floats(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private void upload() {
    if (changed) {
      changed = false;
      for (int i = 0; i < parameters.size(); i++) {
        memory.get(i).asFloatBuffer().put(parameters.get(i).values());
      }
    }
  }

  private List<NDArray> tensors(NDManager own) {
    List<NDArray> tensors = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Shape shape = shape(parameters.get(i).shape());
      tensors.add(own.create(memory.get(i), shape, DataType.FLOAT32));
    }
    return tensors;
  }

  private void endStep() {
    if (step != null) {
      step.close();
      step = null;
      output = null;
      leaves = List.of();
    }
  }

  private static Shape shape(List<Integer> sizes) {
    return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
  }
}
