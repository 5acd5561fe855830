import com.sun.management.ThreadMXBean;
import io.javagym.agents.dqn.Dqn;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.GradientNorm;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.Categorical;
import io.javagym.agents.ppo.PpoLoss;
import io.javagym.agents.ppo.PpoSettings;
import io.javagym.agents.replay.Transitions;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * The Java half of network_speed.py: thread CPU time of an update and of acting, in microseconds, medians
 * of 9 rounds, and the bytes that an update allocates. DQN as in X9 without looking anything up, PPO as in X15.
 */
public final class NetworkSpeed {
  private static final int BATCH = 64;
  private static final int ROUNDS = 9;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private NetworkSpeed() {}

  public static void main(String[] args) {
    Backend backend = Backend.named(args[0]);
    int perRound = args[0].equals("java") ? 2000 : 500;
    dqn(backend, perRound);
    ppo(backend, perRound / 2);
    System.exit(0); // PyTorch's threads would keep the JVM
  }

  private static void dqn(Backend backend, int perRound) {
    NumpyGenerator random = NumpyGenerator.seeded(1);
    Dqn<float[]> agent =
        new Dqn<>(
            Box.float32(-10, 10, 4), Discrete.of(2), DqnSettings.of().withBackend(backend), random);
    Transitions batch = new Transitions(BATCH, 4);
    fill(batch.s(), random);
    fill(batch.next(), random);
    for (int i = 0; i < BATCH; i++) {
      batch.a()[i] = i % 2;
      batch.r()[i] = 1;
    }
    time("dqn update", perRound, () -> agent.learn(batch));
    float[] s = batch.s()[0];
    time("dqn act", perRound, () -> agent.actGreedily(s));
  }

  private static void ppo(Backend backend, int perRound) {
    NumpyGenerator random = NumpyGenerator.seeded(1);
    PpoSettings settings = PpoSettings.of().withEntropyWeight(0.01);
    Network network =
        backend.create(Architecture.mlp(Activation.RELU, 8, 256, 256, 5), random);
    Adam adam = new Adam(List.of(network), List.of(), 3e-4, 1e-5);
    PpoLoss loss = new PpoLoss(settings, new Categorical(4));
    float[][] x = new float[BATCH][8];
    float[][] action = new float[BATCH][1];
    float[][] d = new float[BATCH][5];
    fill(x, random);
    time(
        "ppo update",
        perRound,
        () -> {
          float[][] y = network.forward(x, BATCH);
          loss.begin(BATCH);
          for (int i = 0; i < BATCH; i++) {
            loss.add(y[i], y[i][4], action[i], -1.4, 0, i % 2 - 0.5, 1, d[i]);
          }
          network.backward(d);
          GradientNorm.clip(adam.parameters(), 0.5);
          adam.step();
        });
    time("ppo act", perRound, () -> network.predict(x, 1));
  }

  private static void time(String name, int perRound, Runnable work) {
    double[] micros = new double[ROUNDS];
    long bytes = 0;
    for (int round = -3; round < ROUNDS; round++) { // the first three warm up
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long nanos = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < perRound; i++) {
        work.run();
      }
      if (round >= 0) {
        micros[round] = (THREADS.getCurrentThreadCpuTime() - nanos) / 1e3 / perRound;
        bytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / perRound;
      }
    }
    Arrays.sort(micros);
    System.out.printf("%s,%.2f,%d%n", name, micros[ROUNDS / 2], bytes);
  }

  private static void fill(float[][] rows, NumpyGenerator random) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.standardNormal();
      }
    }
  }
}
