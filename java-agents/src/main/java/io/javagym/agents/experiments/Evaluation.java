package io.javagym.agents.experiments;

import io.javagym.Env;
import io.javagym.Step;
import io.javagym.agents.policyfile.Policy;
import io.javagym.agents.policyfile.TablePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How good a policy is that takes the best action it knows.
 *
 * @param returns of each episode
 * @param lengths of each episode, in steps
 */
public record Evaluation(List<Double> returns, List<Integer> lengths) {

  /**
   * Reads what a run learned, for an environment.
   *
   * @throws IOException if there is no such file, or it is damaged
   * @throws IllegalArgumentException if it is for other spaces
   */
  @SuppressWarnings("unchecked") // The spaces are compared.
  public static <O, A> Function<O, A> policy(RunFolder run, Env<O, A> env) throws IOException {
    Path file = run.policy();
    if (!Files.exists(file)) {
      throw new IOException(
          "%s is not there: the run has not saved a policy yet, or its agent has none that goes into a file"
              .formatted(file));
    }
    TablePolicy table = TablePolicy.load(file);
    if (table == null) {
      return Policy.load(file, env)::best;
    }
    if (!table.observationSpace().equals(env.observationSpace())
        || !table.actionSpace().equals(env.actionSpace())) {
      throw new IllegalArgumentException(
          "%s: a table of %s and %s, expected %s and %s"
              .formatted(
                  file,
                  table.observationSpace(),
                  table.actionSpace(),
                  env.observationSpace(),
                  env.actionSpace()));
    }
    return observation -> (A) table.best((Long) observation);
  }

  /**
   * Plays episodes.
   *
   * @param seed the environment's; it is reset with it once, and goes on from there
   * @param watcher called after each reset and step
   */
  public static <O, A> Evaluation run(
      Env<O, A> env,
      Function<O, A> policy,
      int episodes,
      long seed,
      Consumer<? super Env<O, A>> watcher) {
    List<Double> returns = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int episode = 0; episode < episodes; episode++) {
      O observation = (episode == 0 ? env.reset(seed) : env.reset()).observation();
      watcher.accept(env);
      double episodeReturn = 0;
      int length = 0;
      boolean done = false;
      while (!done) {
        Step<O> step = env.step(policy.apply(observation));
        watcher.accept(env);
        observation = step.observation();
        episodeReturn += step.reward();
        length++;
        done = step.done();
      }
      returns.add(episodeReturn);
      lengths.add(length);
    }
    return new Evaluation(returns, lengths);
  }

  /** The mean return. */
  public double meanReturn() {
    return returns.stream().mapToDouble(r -> r).average().orElse(Double.NaN);
  }

  /** The standard deviation of the returns, as NumPy's {@code std} has it. */
  public double standardDeviation() {
    double mean = meanReturn();
    return Math.sqrt(
        returns.stream().mapToDouble(r -> (r - mean) * (r - mean)).average().orElse(Double.NaN));
  }

  /** The mean length, in steps. */
  public double meanLength() {
    return lengths.stream().mapToInt(n -> n).average().orElse(Double.NaN);
  }
}
