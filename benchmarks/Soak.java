import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.Step;
import io.javagym.VectorEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory that stays flat in Java: ten million steps, and a hundred thousand environments made and closed.
 * Run by {@code make soak}; exits with 1 if the resident memory grows in the second half of a run.
 */
public final class Soak {
  private static final double ALLOWED_GROWTH_MIB = 8;

  private Soak() {}

  public static void main(String[] args) throws Exception {
    boolean flat =
        watch("Java, steps of CartPole-v1", 10_000_000, Soak::steps)
            & watch("Java, make and close", 100_000, Soak::makeAndClose);
    System.exit(flat ? 0 : 1);
  }

  private interface Work {
    void run(int units) throws Exception;
  }

  private static boolean watch(String name, int total, Work work) throws Exception {
    double[] samples = new double[10];
    for (int tenth = 0; tenth < samples.length; tenth++) {
      work.run(total / samples.length);
      System.gc();
      samples[tenth] = residentMib();
      System.out.printf(
          "%s: %,10d %8.1f MiB%n", name, (tenth + 1) * (total / 10), samples[tenth]);
    }
    double growth = max(samples, 5, 10) - max(samples, 2, 5);
    boolean flat = growth <= ALLOWED_GROWTH_MIB;
    System.out.printf("%s: %s (%+.1f MiB)%n", name, flat ? "flat" : "GROWS", growth);
    return flat;
  }

  private static void steps(int units) {
    Env<float[], Long> env = Gym.make("CartPole-v1");
    env.reset(0);
    for (int i = 0; i < units; i++) {
      Step<float[]> step = env.step((long) (i * 7 % 11 & 1));
      if (step.done()) {
        env.reset();
      }
    }
    env.close();
  }

  private static void makeAndClose(int units) throws Exception {
    for (int i = 0; i < units; i++) {
      try (Env<Long, Long> env = Gym.make("FrozenLake-v1");
          VectorEnv envs = Gym.makeVector("CartPole-v1", 64)) {
        env.reset(0);
        env.step(0L);
        envs.reset(0);
        envs.step();
      }
    }
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
