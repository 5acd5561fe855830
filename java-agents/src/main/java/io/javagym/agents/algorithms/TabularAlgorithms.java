package io.javagym.agents.algorithms;

import io.javagym.Env;
import io.javagym.agents.Schedule;
import io.javagym.agents.tabular.ProjectiveSimulation;
import io.javagym.agents.tabular.QLearning;
import io.javagym.agents.tabular.Sarsa;
import java.util.List;

/** Algorithms that keep tables. */
final class TabularAlgorithms {
  private static final TableSettings DEFAULTS =
      new TableSettings(
          0.1, 0.99, TableSettings.Explores.EPSILON, Schedule.exponential(1, 0.01, 0.9995));

  private static final List<Hyperparameter<TableSettings>> HYPERPARAMETERS =
      List.of(
          Hyperparameter.of(
              "learning_rate",
              Kind.stepSize(),
              "the step size, alpha",
              TableSettings::alpha,
              (s, v) -> new TableSettings(v, s.gamma(), s.exploration(), s.epsilon())),
          Hyperparameter.of(
              "gamma",
              Kind.fraction(),
              "the discount",
              TableSettings::gamma,
              (s, v) -> new TableSettings(s.alpha(), v, s.exploration(), s.epsilon())),
          Hyperparameter.of(
              "exploration",
              Kind.choice(TableSettings.Explores.class),
              "what makes it try: any action at times, or noise on the values",
              TableSettings::exploration,
              (s, v) -> new TableSettings(s.alpha(), s.gamma(), v, s.epsilon())),
          Hyperparameter.of(
              "epsilon",
              Kind.schedule(),
              "how often to take any action, by episode",
              TableSettings::epsilon,
              (s, v) -> new TableSettings(s.alpha(), s.gamma(), s.exploration(), v)));

  static final Algorithm<TableSettings> Q_LEARNING =
      new Algorithm<>(
          "qlearning",
          "Q-learning",
          "a table of values, learned off the policy",
          DEFAULTS,
          HYPERPARAMETERS,
          (env, s, random) -> {
            Env<Long, Long> lake = discrete(env);
            return new QLearning(
                lake.observationSpace(),
                lake.actionSpace(),
                s.alpha(),
                s.gamma(),
                s.create(random));
          },
          null);

  static final Algorithm<TableSettings> SARSA =
      new Algorithm<>(
          "sarsa",
          "SARSA",
          "a table of values of the policy that it follows",
          DEFAULTS,
          HYPERPARAMETERS,
          (env, s, random) -> {
            Env<Long, Long> lake = discrete(env);
            return new Sarsa(
                lake.observationSpace(),
                lake.actionSpace(),
                s.alpha(),
                s.gamma(),
                s.create(random));
          },
          null);

  static final Algorithm<ProjectiveSettings> PROJECTIVE_SIMULATION =
      new Algorithm<>(
          "ps",
          "Projective Simulation",
          "two layers of clips, with glow",
          new ProjectiveSettings(1e-7, 0.006),
          List.of(
              Hyperparameter.of(
                  "gamma",
                  Kind.fraction(),
                  "how fast it forgets; no discount",
                  ProjectiveSettings::gamma,
                  (s, v) -> new ProjectiveSettings(v, s.eta())),
              Hyperparameter.of(
                  "eta",
                  Kind.fraction(),
                  "how fast glow fades",
                  ProjectiveSettings::eta,
                  (s, v) -> new ProjectiveSettings(s.gamma(), v))),
          (env, s, random) -> {
            Env<Long, Long> lake = discrete(env);
            return new ProjectiveSimulation(
                lake.observationSpace(), lake.actionSpace(), s.gamma(), s.eta(), random);
          },
          null);

  private TabularAlgorithms() {}

  /** The agents look at the spaces, and refuse others. */
  @SuppressWarnings("unchecked")
  private static Env<Long, Long> discrete(Env<?, ?> env) {
    return (Env<Long, Long>) env;
  }
}
