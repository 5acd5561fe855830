package io.javagym.agents.algorithms;

import io.javagym.agents.Schedule;
import io.javagym.agents.tabular.EpsilonGreedy;
import io.javagym.agents.tabular.Exploration;
import io.javagym.agents.tabular.NoisyGreedy;
import io.javagym.random.NumpyGenerator;

/** What Q-learning and SARSA take; epsilon is by episode, and not looked at by noise. */
record TableSettings(double alpha, double gamma, Explores exploration, Schedule epsilon) {

  /** How actions are chosen. */
  enum Explores {
    EPSILON,
    NOISE
  }

  Exploration create(NumpyGenerator random) {
    return exploration == Explores.NOISE
        ? new NoisyGreedy(random)
        : new EpsilonGreedy(epsilon, random);
  }
}
