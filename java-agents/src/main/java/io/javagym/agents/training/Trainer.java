package io.javagym.agents.training;

import io.javagym.Env;
import io.javagym.Step;
import io.javagym.VectorEnv;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.VectorAgent;
import java.util.List;

/**
 * The loop between an agent and an environment.
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
    long start = System.nanoTime();
    long episodes = 0;
    long steps = 0;
    double episodeReturn = 0;
    int length = 0;
    O observation = env.reset(seed).observation();
    while (true) {
      A action = agent.act(observation);
      Step<O> step = env.step(action);
      agent.update(
          new Experience<>(
              observation,
              action,
              step.reward(),
              step.observation(),
              step.terminated(),
              step.truncated()));
      observation = step.observation();
      episodeReturn += step.reward();
      length++;
      steps++;
      if (step.done()) {
        Episode episode = new Episode(episodes, steps, episodeReturn, length, agent.metrics());
        listeners.forEach(listener -> listener.episodeEnded(episode));
        episodes++;
      }
      if (budget.isUsedUp(episodes, steps)) {
        return new Totals(episodes, steps, (System.nanoTime() - start) / NANOS_PER_SECOND);
      }
      if (step.done()) {
        observation = env.reset().observation();
        episodeReturn = 0;
        length = 0;
      }
    }
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
    long start = System.nanoTime();
    VectorTrainer loop = new VectorTrainer(env, agent, budget, listeners);
    loop.run(seed);
    double wallSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return new Totals(loop.episodes(), loop.steps(), wallSeconds);
  }
}
