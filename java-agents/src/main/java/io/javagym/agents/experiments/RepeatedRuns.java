package io.javagym.agents.experiments;

import com.google.gson.JsonObject;
import io.javagym.Env;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.training.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Many runs of one algorithm, one after the other: an agent that begins anew after so many
 * episodes, and averages over the runs what the n-th episode of each was like. The runs differ
 * since they go on in the same random streams. What the agent measures is not logged.
 */
final class RepeatedRuns<O, A> implements Agent<O, A>, Reporting, Snapshottable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WINDOW = 100; // episodes

  private final String title;
  private final Supplier<Agent<O, A>> newAgent;
  private final @Nullable Experiment<?, ?> beside;
  private final double[] returns; // summed over the runs, [episodes]
  private final double[] lengths; // summed over the runs, [episodes]
  private final int[] runs; // how many came so far, [episodes]
  private final long startCpuNanos = threadCpuNanos();
  private long cpuNanos;
  private Agent<O, A> agent;
  private int episode;
  private double episodeReturn;
  private int length;

  /**
   * Ready for the first run.
   *
   * @param title what its curves are called
   * @param episodes of each run
   * @param newAgent makes the agent of a run
   * @param beside another experiment of this kind, whose curves are drawn beside this one's
   */
  RepeatedRuns(
      String title,
      int episodes,
      Supplier<Agent<O, A>> newAgent,
      @Nullable Experiment<?, ?> beside) {
    this.title = title;
    this.newAgent = newAgent;
    this.beside = beside;
    this.returns = new double[episodes];
    this.lengths = new double[episodes];
    this.runs = new int[episodes];
    this.agent = newAgent.get();
  }

  @Override
  public A act(O observation) {
    if (episode == runs.length) {
      agent.close();
      agent = newAgent.get();
      episode = 0;
    }
    return agent.act(observation);
  }

  @Override
  public void update(Experience<O, A> experience) {
    agent.update(experience);
    episodeReturn += experience.reward();
    length++;
    if (experience.done()) {
      returns[episode] += episodeReturn;
      lengths[episode] += length;
      runs[episode]++;
      episode++;
      episodeReturn = 0;
      length = 0;
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchangePart(agent);
    state.exchangeAll(returns);
    state.exchangeAll(lengths);
    state.exchangeAll(runs);
    episode = state.exchange(episode, 0, runs.length);
    episodeReturn = state.exchange(episodeReturn);
    length = state.exchange(length);
  }

  @Override
  public void close() {
    cpuNanos = threadCpuNanos() - startCpuNanos; // training is over
    agent.close();
  }

  @Override
  public void report(Path folder, JsonObject result) throws IOException {
    MeanCurves own = curves();
    if (own.returns().length == 0) {
      return;
    }
    result.addProperty("cpu_seconds", cpuNanos / NANOS_PER_SECOND);
    JsonObject averaged = new JsonObject();
    averaged.addProperty("runs", runs[0]);
    averaged.addProperty("episodes_per_run", own.returns().length);
    averaged.addProperty("mean_return", mean(own.returns(), own.returns().length));
    averaged.addProperty("mean_return_last_100", mean(own.returns(), WINDOW));
    averaged.addProperty("mean_length", mean(own.lengths(), own.lengths().length));
    averaged.addProperty("mean_length_last_100", mean(own.lengths(), WINDOW));
    result.add("averaged", averaged);

    List<MeanCurves> drawn = new ArrayList<>(List.of(own));
    if (beside != null) {
      drawn.add(curvesOf(beside, result.get("seed").getAsLong()));
    }
    String title = "Mean of %d runs on %s".formatted(runs[0], result.get("env").getAsString());
    AveragedCurves.write(folder.resolve("averaged_curves.png"), title, drawn);
  }

  /** The means over the runs, as far as a run came. */
  private MeanCurves curves() {
    int finished = 0;
    while (finished < runs.length && runs[finished] > 0) {
      finished++;
    }
    double[] meanReturns = new double[finished];
    double[] meanLengths = new double[finished];
    for (int i = 0; i < finished; i++) {
      meanReturns[i] = returns[i] / runs[i];
      meanLengths[i] = lengths[i] / runs[i];
    }
    return new MeanCurves(title, meanReturns, meanLengths);
  }

  private static <O, A> MeanCurves curvesOf(Experiment<O, A> experiment, long seed) {
    try (Env<O, A> env = experiment.makeEnv();
        Agent<O, A> agent = experiment.makeAgent(env, seed)) {
      Trainer.train(env, agent, seed, experiment.budget(), List.of());
      return ((RepeatedRuns<O, A>) agent).curves();
    }
  }

  /**
   * The time that the processor gave this thread, which is the loop's: others share the machine.
   */
  private static long threadCpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double mean(double[] values, int last) {
    return Arrays.stream(values, Math.max(0, values.length - last), values.length)
        .average()
        .orElseThrow();
  }
}
