package io.javagym.agents.inprocess;

import io.javagym.VectorEnv;
import io.javagym.agents.VectorAgent;
import java.util.Map;

/**
 * The loop between an agent and a vector environment that can stop after any step and go on where
 * it was.
 */
final class LearningLoop {
  private final VectorEnv env;
  private final VectorAgent agent;
  private final Episodes episodes;
  private final long seed;
  private boolean started;
  private boolean underWay;
  private volatile boolean stopped;

  LearningLoop(VectorEnv env, VectorAgent agent, Episodes episodes, long seed) {
    this.env = env;
    this.agent = agent;
    this.episodes = episodes;
    this.seed = seed;
  }

  /** Takes at least so many steps more, unless it is stopped. */
  void run(long steps) {
    if (!underWay) {
      episodes.begin();
      if (started) {
        env.reset(null, Map.of());
      } else {
        env.reset(seed);
        started = true;
      }
    }
    underWay = false; // Unless the end is reached: what threw can't be gone on with.
    long end = episodes.steps() + steps;
    while (!stopped && episodes.steps() < end) {
      agent.act(env.batch());
      env.step();
      agent.update(env.batch());
      episodes.count(env.batch());
    }
    underWay = true;
  }

  /** Forgets an earlier {@link #stop}; to be called before {@link #run}. */
  void arm() {
    stopped = false;
  }

  /** Has {@link #run} end after the step that it is in. From another thread. */
  void stop() {
    stopped = true;
  }
}
