import io.javagym.agents.dqn.Dqn;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.dqn.Loss;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.GradientNorm;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.Parameter;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.agents.policies.Categorical;
import io.javagym.agents.policies.DiagonalGaussian;
import io.javagym.agents.ppo.PpoLoss;
import io.javagym.agents.ppo.PpoSettings;
import io.javagym.agents.replay.Transitions;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Java half of test_updates.py: reads weights and batches as float32, makes the updates, writes the
 * weights.
 */
public final class Updates {
  private static final int BATCH = 64;

  private final Backend backend;
  private final FloatBuffer in;
  private final int updates;

  private Updates(Backend backend, FloatBuffer in, int updates) {
    this.backend = backend;
    this.in = in;
    this.updates = updates;
  }

  public static void main(String[] args) throws IOException {
    String kind = args[0];
    Path folder = Path.of(args[3]);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("in.f32")));
    FloatBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    Updates job = new Updates(Backend.named(args[1]), in, Integer.parseInt(args[2]));
    List<Parameter> result =
        switch (kind) {
          case "mse" -> job.dqn(DqnSettings.of());
          case "huber" -> job.dqn(DqnSettings.of().withLoss(Loss.HUBER));
          case "double" -> job.dqn(DqnSettings.of().withDoubleQ(true).withMaxGradientNorm(0.5));
          case "ppo" -> job.ppo(new Categorical(4), false);
          case "ppo-value-clip" -> job.ppo(new Categorical(4), true);
          case "ppo-gaussian" -> job.ppo(DiagonalGaussian.withFreeLogStd(2), false);
          default -> throw new IllegalArgumentException(kind);
        };
    if (in.hasRemaining()) {
      throw new IllegalStateException(in.remaining() + " numbers were not read");
    }
    write(folder.resolve("out.f32"), result);
    System.exit(0); // PyTorch's threads would keep the JVM
  }

  private List<Parameter> dqn(DqnSettings settings) {
    Dqn<float[]> agent =
        new Dqn<>(
            Box.float32(-10, 10, 4),
            Discrete.of(2),
            settings.withBackend(backend),
            NumpyGenerator.seeded(0));
    read(agent.network());
    read(agent.target());
    Transitions batch = new Transitions(BATCH, 4);
    for (int update = 0; update < updates; update++) {
      read(batch.s());
      read(batch.next());
      for (int i = 0; i < BATCH; i++) {
        batch.a()[i] = (int) in.get();
        batch.r()[i] = in.get();
        batch.terminated()[i] = in.get() != 0;
      }
      agent.learn(batch);
    }
    return agent.network().parameters();
  }

  private List<Parameter> ppo(ActionDistribution pi, boolean clipValueLoss) {
    int outputs = pi.outputs();
    PpoSettings settings =
        PpoSettings.of().withEntropyWeight(0.01).withClipValueLoss(clipValueLoss);
    Network network =
        backend.create(
            Architecture.mlp(Activation.RELU, 8, 256, 256, outputs + 1), NumpyGenerator.seeded(0));
    read(network);
    Adam adam = new Adam(List.of(network), pi.parameters(), 3e-4, 1e-5);
    PpoLoss loss = new PpoLoss(settings, pi);
    float[][] x = new float[BATCH][8];
    float[][] action = new float[BATCH][pi.actionSize()];
    float[][] d = new float[BATCH][outputs + 1];
    for (int update = 0; update < updates; update++) {
      read(x);
      read(action);
      float[][] y = network.forward(x, BATCH);
      loss.begin(BATCH);
      for (int i = 0; i < BATCH; i++) {
        loss.add(y[i], y[i][outputs], action[i], in.get(), in.get(), in.get(), in.get(), d[i]);
      }
      network.backward(d);
      GradientNorm.clip(adam.parameters(), 0.5);
      adam.step();
    }
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(pi.parameters());
    return all;
  }

  private void read(Network network) {
    for (Parameter p : network.parameters()) {
      in.get(p.values());
    }
    network.changed();
  }

  private void read(float[][] rows) {
    for (float[] row : rows) {
      in.get(row);
    }
  }

  private static void write(Path file, List<Parameter> parameters) throws IOException {
    int size = parameters.stream().mapToInt(p -> p.values().length).sum();
    ByteBuffer out = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Parameter p : parameters) {
      for (float value : p.values()) {
        out.putFloat(value);
      }
    }
    Files.write(file, out.array());
  }
}
