import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.Parameter;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.agents.policies.Categorical;
import io.javagym.agents.policies.DiagonalGaussian;
import io.javagym.random.NumpyGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Java half of test_policies.py: reads weights and observations; for each observation writes a
 * sample, its log-likelihood, the entropy and the likeliest action.
 */
public final class Policies {
  private static final int FEATURES = 8;

  private Policies() {}

  public static void main(String[] args) throws IOException {
    ActionDistribution pi =
        switch (args[0]) {
          case "deterministic", "free" -> DiagonalGaussian.withFreeLogStd(3);
          case "network" -> DiagonalGaussian.withLogStdFromNetwork(3);
          case "categorical" -> new Categorical(6);
          default -> throw new IllegalArgumentException(args[0]);
        };
    Network network =
        Backend.JAVA.create(
            Architecture.mlp(Activation.TANH, FEATURES, 64, 64, pi.outputs()),
            NumpyGenerator.seeded(0));
    NumpyGenerator random = NumpyGenerator.seeded(Long.parseLong(args[1]));
    Path folder = Path.of(args[2]);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("in.f32")));
    FloatBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (Parameter p : network.parameters()) {
      in.get(p.values());
    }
    network.changed();
    for (Parameter p : pi.parameters()) {
      in.get(p.values());
    }
    int rows = in.remaining() / FEATURES;
    int columns = 2 * pi.actionSize() + 2;
    ByteBuffer out =
        ByteBuffer.allocate(rows * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[][] x = new float[1][FEATURES];
    float[] action = new float[pi.actionSize()];
    while (in.hasRemaining()) {
      in.get(x[0]);
      float[] outputs = network.predict(x, 1)[0];
      pi.sample(outputs, random, action);
      put(out, action);
      out.putFloat((float) pi.logProb(outputs, action));
      out.putFloat((float) pi.entropy(outputs));
      pi.mode(outputs, action);
      put(out, action);
    }
    Files.write(folder.resolve("out.f32"), out.array());
  }

  private static void put(ByteBuffer out, float[] values) {
    for (float value : values) {
      out.putFloat(value);
    }
  }
}
