package io.javagym.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How many times as fast as on the plain engine LunarLander runs on ours: {@link
 * LunarLanderEngines}, the two engines in turns, each time in a new JVM. Exits with 1 if the median
 * of the rounds' ratios is below the goal for a policy, or if the engines' trajectories differ.
 *
 * <p>Usage: {@code EngineRatio [rounds]}
 */
public final class EngineRatio {
  private static final int ROUNDS = 5;
  private static final double GOAL = 2.3;

  private EngineRatio() {}

  /** Runs all rounds, which takes about 20 s each for a policy, and prints a line a policy. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws RunnerException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
    boolean reached = true;
    for (String policy : List.of("random", "heuristic")) {
      requireSameTrajectories(policy);
      Map<BoxEngine, List<Double>> microseconds = new EnumMap<>(BoxEngine.class);
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        for (BoxEngine engine : BoxEngine.values()) {
          microseconds
              .computeIfAbsent(engine, key -> new ArrayList<>())
              .add(microsecondsPerStep(engine, policy));
        }
        ratios.add(
            microseconds.get(BoxEngine.PLAIN).get(round)
                / microseconds.get(BoxEngine.FAST).get(round));
      }
      reached &= median(ratios) >= GOAL;
      System.out.printf(
          "LunarLander-v3, %s policy: plain %s, ours %s us of processor time a step; %s times as fast (goal %.1f: %s)%n",
          policy,
          spread(microseconds.get(BoxEngine.PLAIN)),
          spread(microseconds.get(BoxEngine.FAST)),
          spread(ratios),
          GOAL,
          median(ratios) >= GOAL ? "holds" : "MISSED");
    }
    System.exit(reached ? 0 : 1);
  }

  private static void requireSameTrajectories(String policy) {
    long[] fast = BoxEngine.FAST.lunarEpisodes(policy).get();
    long[] plain = BoxEngine.PLAIN.lunarEpisodes(policy).get();
    if (!Arrays.equals(fast, plain)) {
      throw new AssertionError(
          "the engines differ, %s policy: ours gives %s, the plain one %s (steps, hash)"
              .formatted(policy, Arrays.toString(fast), Arrays.toString(plain)));
    }
  }

  private static double microsecondsPerStep(BoxEngine engine, String policy)
      throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(LunarLanderEngines.class.getName())
            .param("engine", engine.name())
            .param("policy", policy)
            .forks(1)
            .verbosity(VerboseMode.SILENT)
            .build();
    RunResult result = new Runner(options).runSingle();
    return total(result, "cpuNanos") / total(result, "steps") / 1000;
  }

  private static double total(RunResult result, String counter) {
    return result.getSecondaryResults().get(counter).getScore();
  }

  private static String spread(List<Double> values) {
    return "%.2f (%.2f to %.2f)"
        .formatted(median(values), Collections.min(values), Collections.max(values));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
