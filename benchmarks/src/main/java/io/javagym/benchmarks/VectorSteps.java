package io.javagym.benchmarks;

import io.javagym.AutoresetMode;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Sampler;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a vector environment, without Python. With {@code -prof gc} the column {@code
 * gc.alloc.rate.norm} says how many bytes it makes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
public class VectorSteps {
  private static final int ACTION_SETS = 64;

  /** What, and how many: an id and a number. */
  @Param({
    "CartPole-v1 8",
    "CartPole-v1 1024",
    "CartPole-v1 65536",
    "FrozenLake-v1 1024",
    "LunarLander-v3 64"
  })
  public String what = "";

  /** How many threads may take part. */
  @Param({"1", "2"})
  public int numThreads = 1;

  private VectorEnv envs = Gym.makeVector("CartPole-v1", 1);
  private ByteBuffer[] actions = new ByteBuffer[0];
  private ByteBuffer taken = ByteBuffer.allocate(0);
  private int step;

  /** Makes the environments, and actions for some steps. */
  @Setup
  public void make() {
    envs.close();
    String[] words = what.split(" ", -1);
    EnvSpec spec = Gym.spec(words[0]);
    VectorSettings settings =
        VectorSettings.of(Integer.parseInt(words[1]))
            .withMaxEpisodeSteps(spec.maxEpisodeSteps())
            .withAutoresetMode(AutoresetMode.NEXT_STEP)
            .withNumThreads(numThreads);
    envs = Gym.makeVector(spec, settings, Map.of());
    envs.reset(0);
    Sampler<?> sampler = envs.batch().actionSpace().sampler(1);
    taken = envs.batch().actionBytes();
    actions = new ByteBuffer[ACTION_SETS];
    for (int set = 0; set < ACTION_SETS; set++) {
      for (int row = 0; row < envs.numEnvs(); row++) {
        envs.batch().action().write(row, sampler.sample());
      }
      ByteBuffer bytes = envs.batch().actionBytes();
      actions[set] = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).clear();
    }
  }

  /** Closes them. */
  @TearDown
  public void close() {
    envs.close();
  }

  /** One step of all rows, with the copy of their actions. */
  @Benchmark
  public void step() {
    ByteBuffer next = actions[step++ % ACTION_SETS];
    taken.put(0, next, 0, next.capacity());
    envs.step();
  }
}
