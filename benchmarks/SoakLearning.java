import com.sun.management.ThreadMXBean;
import io.javagym.agents.dqn.Dqn;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.replay.Transitions;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory that stays flat while agents learn: a million updates of DQN on each backend. Run by {@code make
 * soak}; exits with 1 if the resident memory grows in the second half of a run.
 */
public final class SoakLearning {
  private static final int UPDATES = 1_000_000;
  private static final int BATCH = 64;
  private static final double ALLOWED_GROWTH_MIB = 8;

  private SoakLearning() {}

  public static void main(String[] args) throws IOException {
    // Of DJL what could leak is objects, not numbers: a small network has as many.
    boolean flat =
        watch("updates of 4-128-128-2, java backend", "java", List.of(128, 128), BATCH)
            & watch("updates of 4-16-2, djl backend", "djl", List.of(16), 8);
    System.exit(flat ? 0 : 1);
  }

  private static boolean watch(String name, String backend, List<Integer> hidden, int batchSize)
      throws IOException {
    DqnSettings settings =
        DqnSettings.of()
            .withHidden(hidden)
            .withBatchSize(batchSize)
            .withBackend(Backend.named(backend));
    Transitions batch = new Transitions(batchSize, 4);
    double[] samples = new double[10];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Dqn<float[]> agent =
        new Dqn<>(Box.float32(-10, 10, 4), Discrete.of(2), settings, NumpyGenerator.seeded(1))) {
      for (int tenth = 0; tenth < samples.length; tenth++) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < UPDATES / samples.length; i++) {
          batch.s()[i % batchSize][i % 4] = i % 7 - 3;
          batch.r()[i % batchSize] = i % 3;
          agent.actGreedily(batch.s()[0]);
          agent.learn(batch);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        System.gc();
        samples[tenth] = residentMib();
        System.out.printf(
            "%s: %,9d %8.1f MiB, %.1f bytes allocated each%n",
            name,
            (tenth + 1) * (UPDATES / 10),
            samples[tenth],
            allocated / (UPDATES / 10.0));
      }
    }
    double growth = max(samples, 5, 10) - max(samples, 2, 5);
    boolean flat = growth <= ALLOWED_GROWTH_MIB;
    System.out.printf("%s: %s (%+.1f MiB)%n", name, flat ? "flat" : "GROWS", growth);
    return flat;
  }

  private static double max(double[] values, int from, int to) {
    double greatest = values[from];
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, values[i]);
    }
    return greatest;
  }

  private static double residentMib() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
    return Long.parseLong(pages) * 4096.0 / (1 << 20);
  }
}
