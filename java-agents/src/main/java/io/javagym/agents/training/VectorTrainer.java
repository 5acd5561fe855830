package io.javagym.agents.training;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.VectorEnv;
import io.javagym.agents.VectorAgent;
import java.util.List;

/** The loop between an agent and a vector environment; {@link Trainer} is the one for a single. */
final class VectorTrainer {
  private final VectorEnv env;
  private final VectorAgent agent;
  private final Budget budget;
  private final List<? extends EpisodeListener> listeners;
  private final double[] episodeReturn; // [N]
  private final int[] length; // [N]
  private long episodes;
  private long steps;

  VectorTrainer(
      VectorEnv env, VectorAgent agent, Budget budget, List<? extends EpisodeListener> listeners) {
    if (env.autoresetMode() != AutoresetMode.SAME_STEP) {
      throw new IllegalArgumentException(
          "agents learn on AutoresetMode.SAME_STEP, where each step is one of the task, got %s; make the environment by VectorSettings.withAutoresetMode"
              .formatted(env.autoresetMode()));
    }
    this.env = env;
    this.agent = agent;
    this.budget = budget;
    this.listeners = listeners;
    this.episodeReturn = new double[env.numEnvs()];
    this.length = new int[env.numEnvs()];
  }

  long episodes() {
    return episodes;
  }

  long steps() {
    return steps;
  }

  void run(long seed) {
    Batch batch = env.batch();
    env.reset(seed);
    while (!budget.isUsedUp(episodes, steps)) {
      agent.act(batch);
      env.step();
      agent.update(batch);
      for (int row = 0; row < episodeReturn.length; row++) {
        count(batch, row);
      }
    }
  }

  private void count(Batch batch, int row) {
    episodeReturn[row] += batch.reward(row);
    length[row]++;
    steps++;
    if (batch.terminated(row) || batch.truncated(row)) {
      Episode episode =
          new Episode(episodes, steps, episodeReturn[row], length[row], agent.metrics());
      listeners.forEach(listener -> listener.episodeEnded(episode));
      episodes++;
      episodeReturn[row] = 0;
      length[row] = 0;
    }
  }
}
