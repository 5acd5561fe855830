package io.javagym.agents.training;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.StateExchange;
import io.javagym.VectorEnv;
import io.javagym.agents.VectorAgent;
import java.util.List;

/** The loop between an agent and a vector environment; {@link SingleTrainer} is the one for one. */
final class VectorTrainer implements TrainingLoop {
  private final VectorEnv env;
  private final VectorAgent agent;
  private final long seed;
  private final Budget budget;
  private final List<? extends EpisodeListener> listeners;
  private final double[] episodeReturn; // [N]
  private final int[] length; // [N]
  private long episodes;
  private long steps;

  VectorTrainer(
      VectorEnv env,
      VectorAgent agent,
      long seed,
      Budget budget,
      List<? extends EpisodeListener> listeners) {
    if (env.autoresetMode() != AutoresetMode.SAME_STEP) {
      throw new IllegalArgumentException(
          "agents learn on AutoresetMode.SAME_STEP, where each step is one of the task, got %s; make the environment by VectorSettings.withAutoresetMode"
              .formatted(env.autoresetMode()));
    }
    this.env = env;
    this.agent = agent;
    this.seed = seed;
    this.budget = budget;
    this.listeners = listeners;
    this.episodeReturn = new double[env.numEnvs()];
    this.length = new int[env.numEnvs()];
  }

  @Override
  public boolean isDone() {
    return budget.isUsedUp(episodes, steps);
  }

  @Override
  public void step() {
    if (steps == 0) {
      env.reset(seed);
    }
    Batch batch = env.batch();
    agent.act(batch);
    env.step();
    agent.update(batch);
    for (int row = 0; row < episodeReturn.length; row++) {
      count(batch, row);
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    byte[] snapshot = state.exchange(env.snapshot());
    if (state.isRestoring()) {
      env.restore(snapshot);
    }
    state.exchangeAll(episodeReturn);
    state.exchangeAll(length);
    episodes = state.exchange(episodes);
    steps = state.exchange(steps);
  }

  @Override
  public long episodes() {
    return episodes;
  }

  @Override
  public long steps() {
    return steps;
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
