package io.javagym.agents.training;

import io.javagym.Env;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop between an agent and an environment; {@link VectorTrainer} is the one for many. */
final class SingleTrainer<O, A> implements TrainingLoop {
  private final Env<O, A> env;
  private final Agent<O, A> agent;
  private final long seed;
  private final Budget budget;
  private final List<? extends EpisodeListener> listeners;
  private @Nullable O observation; // none before an episode
  private double episodeReturn;
  private int length;
  private long episodes;
  private long steps;

  SingleTrainer(
      Env<O, A> env,
      Agent<O, A> agent,
      long seed,
      Budget budget,
      List<? extends EpisodeListener> listeners) {
    this.env = env;
    this.agent = agent;
    this.seed = seed;
    this.budget = budget;
    this.listeners = listeners;
  }

  @Override
  public boolean isDone() {
    return budget.isUsedUp(episodes, steps);
  }

  @Override
  public void step() {
    O seen = observation;
    if (seen == null) {
      seen = (steps == 0 ? env.reset(seed) : env.reset()).observation();
      episodeReturn = 0;
      length = 0;
    }
    A action = agent.act(seen);
    Step<O> step = env.step(action);
    agent.update(
        new Experience<>(
            seen, action, step.reward(), step.observation(), step.terminated(), step.truncated()));
    episodeReturn += step.reward();
    length++;
    steps++;
    observation = step.observation();
    if (step.done()) {
      observation = null;
      Episode episode = new Episode(episodes, steps, episodeReturn, length, agent.metrics());
      listeners.forEach(listener -> listener.episodeEnded(episode));
      episodes++;
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    byte[] snapshot = state.exchange(env.snapshot());
    if (state.isRestoring()) {
      env.restore(snapshot);
    }
    observation = Elements.exchange(state, env.observationSpace(), observation);
    episodeReturn = state.exchange(episodeReturn);
    length = state.exchange(length);
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
}
