package io.javagym.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.Warmup;

/** LunarLander-v3 on one thread, on our engine and on the plain one; see {@link EngineRatio}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 60)
@Measurement(iterations = 20)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
public class LunarLanderEngines {

  /** The engine. */
  @Param({"FAST", "PLAIN"})
  public BoxEngine engine = BoxEngine.FAST;

  /** Who plays. */
  @Param({"random", "heuristic"})
  public String policy = "";

  private Supplier<long[]> episodes = () -> new long[0];

  /**
   * What the episodes cost the thread that plays them: a machine that does something else besides
   * spoils the time on the wall more than this. The work of the compiler and of the collector,
   * which has little to do, is not in it.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cost {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Processor time, ns. */
    public long cpuNanos;

    /** Steps of the environment. */
    public long steps;
  }

  /** Loads the engine. */
  @Setup
  public void load() {
    episodes = engine.lunarEpisodes(policy);
  }

  /** A hundred episodes, the same on both engines. */
  @Benchmark
  public long[] episodes(Cost cost) {
    long before = cost.threads.getCurrentThreadCpuTime();
    long[] stepsAndHash = episodes.get();
    cost.cpuNanos += cost.threads.getCurrentThreadCpuTime() - before;
    cost.steps += stepsAndHash[0];
    return stepsAndHash;
  }
}
