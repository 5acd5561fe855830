package io.javagym.agents.experiments;

import io.javagym.agents.Schedule;
import io.javagym.agents.tabular.Bellman;
import io.javagym.agents.tabular.EpsilonGreedy;
import io.javagym.agents.tabular.QLearning;
import io.javagym.agents.tabular.TablePolicies;
import io.javagym.agents.tabular.ValueIteration;
import io.javagym.agents.training.Budget;
import io.javagym.envs.tabular.TabularMdp;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The experiments about the values of small processes: learned, planned, and worked by hand. */
final class ValueExperiments {
  private static final String LAKE = "FrozenLake-v1";
  private static final String CLIFF = "CliffWalking-v1";
  private static final Map<String, Object> DRIFTING = Map.of("stochastic", true);

  private static final double GAMMA = 0.9;
  private static final double EPSILON = 0.1;
  private static final double THETA = 1e-9;
  private static final long FITTING_STEPS = 200_000;
  private static final int LARGEST_K = 8;

  /** A time limit for processes that have none, so that Monte Carlo has episodes. */
  private static final int FITTING_EPISODE_STEPS = 100;

  /** GridWorld's and the rover's right. */
  private static final int RIGHT = 2;

  private static final int DOWN = 1;

  private ValueExperiments() {}

  static List<Experiment<?, ?>> all() {
    return List.of(
        x3("x3", "ThreeStateMdp-v0", Map.of()),
        x3("x3-random", "RandomState-v0", Map.of()),
        x3("x3-grid", "GridWorld-v0", Map.of()),
        x3("x3-rover", "MarsRover-v0", Map.of()),
        x3("x3-drift", "MarsRover-v0", DRIFTING),
        x3("x3-lake", LAKE, Map.of("is_slippery", false)),
        x3("x3-ice", LAKE, Map.of()),
        x3("x3-cliff", CLIFF, Map.of()),
        byHand("x5", "RandomState-v0", "one update, eta 1, gamma 0.5", 1, 0.5, q -> {}, 0),
        x6("x6-td", CLIFF, 1, mdp -> nearlyOptimal(mdp, 1)),
        x6("x6-td-ice", LAKE, 0.99, mdp -> nearlyOptimal(mdp, 0.99)),
        x10(),
        byHand(
            "x11",
            "GridWorld-v0",
            "right, down, right; Q((1,1), right) = 3 and 5 after it, alpha 0.1, gamma 0.9",
            0.1,
            GAMMA,
            q -> {
              q[4][RIGHT] = 3.0;
              q[5][RIGHT] = 5.0;
            },
            RIGHT,
            DOWN,
            RIGHT),
        byHand(
            "x17",
            "MarsRover-v0",
            "four times right from s4; Q(s5, right) = 10, alpha 0.5, gamma 0.9",
            0.5,
            GAMMA,
            q -> q[4][RIGHT] = 10,
            RIGHT,
            RIGHT,
            RIGHT,
            RIGHT),
        fitting(
            "x17-drift",
            "the stochastic form: values of the Markov chain, gamma 0.9",
            "MarsRover-v0",
            DRIFTING,
            null,
            GAMMA,
            LARGEST_K,
            ValueExperiments::anyAction));
  }

  private static Experiment<Long, Long> x3(String name, String envId, Map<String, Object> kwargs) {
    return fitting(
        name,
        "values of the random policy, k = 1 to %d, gamma %s".formatted(LARGEST_K, GAMMA),
        envId,
        kwargs,
        envId.equals(CLIFF) ? FITTING_EPISODE_STEPS : null,
        GAMMA,
        LARGEST_K,
        ValueExperiments::anyAction);
  }

  private static Experiment<Long, Long> x6(
      String name, String envId, double gamma, Function<TabularMdp, double[][]> policy) {
    return fitting(
        name,
        "values of the best policy with epsilon %s, gamma %s".formatted(EPSILON, gamma),
        envId,
        Map.of(),
        null,
        gamma,
        1,
        policy);
  }

  private static Experiment<Long, Long> fitting(
      String name,
      String description,
      String envId,
      Map<String, Object> kwargs,
      @Nullable Integer maxEpisodeSteps,
      double gamma,
      int largestK,
      Function<TabularMdp, double[][]> policy) {
    return new Experiment<>(
        name,
        largestK == 1 ? "TD(0) and Monte Carlo" : "k-step TD and Monte Carlo",
        description,
        envId,
        kwargs,
        maxEpisodeSteps,
        Budget.steps(FITTING_STEPS),
        (env, random) -> {
          TabularMdp mdp = Mdps.of(env);
          return new ValueFitting(mdp, policy.apply(mdp), gamma, largestK, random);
        });
  }

  private static Experiment<Long, Long> x10() {
    return new Experiment<>(
        "x10",
        "planning",
        "evaluation, value iteration, policy iteration, gamma 0.9",
        "ThreeStateMdp-v0",
        Map.of(),
        null,
        Budget.episodes(1),
        (env, random) -> new Planned(Mdps.of(env), GAMMA));
  }

  private static double[][] anyAction(TabularMdp mdp) {
    return TablePolicies.uniform(mdp.numStates(), mdp.numActions());
  }

  private static double[][] nearlyOptimal(TabularMdp mdp, double gamma) {
    double[] v = ValueIteration.solve(mdp, gamma, THETA); // [S]
    return TablePolicies.softened(Bellman.greedyPolicy(mdp, v, gamma), mdp.numActions(), EPSILON);
  }

  private static Experiment<Long, Long> byHand(
      String name,
      String envId,
      String description,
      double alpha,
      double gamma,
      Consumer<double[][]> values,
      int... actions) {
    return new Experiment<>(
        name,
        "Q-learning",
        description,
        envId,
        Map.of(),
        null,
        Budget.steps(actions.length),
        (env, random) -> {
          String given = env.unwrapped().getClass().getSimpleName();
          if (!envId.startsWith(given + "-")) { // its numbers mean something there alone
            throw new IllegalArgumentException(
                "%s is worked by hand on %s, got %s".formatted(name, envId, given));
          }
          QLearning agent =
              new QLearning(
                  env.observationSpace(),
                  env.actionSpace(),
                  alpha,
                  gamma,
                  new EpsilonGreedy(Schedule.constant(0), random));
          values.accept(agent.q());
          return new Scripted(actions, gamma, agent);
        });
  }
}
