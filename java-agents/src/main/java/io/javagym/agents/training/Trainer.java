package io.javagym.agents.training;

import io.javagym.Env;
import io.javagym.VectorEnv;
import io.javagym.agents.Agent;
import io.javagym.agents.VectorAgent;
import java.util.List;

/**
 * Trains an agent on an environment.
 *
 * <pre>{@code
 * History history = new History();
 * Trainer.train(env, agent, 1, Budget.episodes(500), List.of(history));
 * System.out.println(history.meanReturn(100));
 * }</pre>
 */
public final class Trainer {
  private static final double NANOS_PER_SECOND = 1e9;

  private Trainer() {}

  /**
   * What training took.
   *
   * @param episodes how many episodes ended
   * @param steps how many steps were taken
   * @param wallSeconds how long that was, listeners included
   */
  public record Totals(long episodes, long steps, double wallSeconds) {}

  /**
   * Trains until the budget is used up.
   *
   * @param seed the environment's; it is reset with it once, and goes on from there
   * @param listeners who is told of each episode, in this order
   */
  public static <O, A> Totals train(
      Env<O, A> env,
      Agent<O, A> agent,
      long seed,
      Budget budget,
      List<? extends EpisodeListener> listeners) {
    return finish(loop(env, agent, seed, budget, listeners));
  }

  /**
   * Trains in all rows of a vector environment until the budget is used up. A step of all rows is
   * not divided, so a few steps more than the budget's may be taken.
   *
   * @param env in {@link io.javagym.AutoresetMode#SAME_STEP}
   * @param seed the environment's; it is reset with it once, and goes on from there
   * @param listeners who is told of each episode, in this order
   * @throws IllegalArgumentException if the environment is in another mode
   */
  public static Totals train(
      VectorEnv env,
      VectorAgent agent,
      long seed,
      Budget budget,
      List<? extends EpisodeListener> listeners) {
    return finish(loop(env, agent, seed, budget, listeners));
  }

  /** The same loop, for one that stops in between. */
  public static <O, A> TrainingLoop loop(
      Env<O, A> env,
      Agent<O, A> agent,
      long seed,
      Budget budget,
      List<? extends EpisodeListener> listeners) {
    return new SingleTrainer<>(env, agent, seed, budget, listeners);
  }

  /** The same loop, for one that stops in between. */
  public static TrainingLoop loop(
      VectorEnv env,
      VectorAgent agent,
      long seed,
      Budget budget,
      List<? extends EpisodeListener> listeners) {
    return new VectorTrainer(env, agent, seed, budget, listeners);
  }

  private static Totals finish(TrainingLoop loop) {
    long start = System.nanoTime();
    while (!loop.isDone()) {
      loop.step();
    }
    double wallSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return new Totals(loop.episodes(), loop.steps(), wallSeconds);
  }
}
