package io.javagym.agents.experiments;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.Transition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An agent that values actions, and the path that it would take now without exploring: from where
 * it stood first, where each action leads most likely, to an end or a state seen before.
 */
final class GreedyPath implements Agent<Long, Long>, Reporting {
  private final TabularMdp mdp;
  private final Agent<Long, Long> agent;
  private final double[][] q; // the agent's, [S][A]
  private int start = -1;
  private double sumOfReturns;
  private long episodes;
  private double episodeReturn;

  /**
   * An agent about to learn.
   *
   * @param q its table, [S][A]
   */
  GreedyPath(TabularMdp mdp, Agent<Long, Long> agent, double[][] q) {
    this.mdp = mdp;
    this.agent = agent;
    this.q = q;
  }

  @Override
  public Long act(Long observation) {
    if (start < 0) {
      start = (int) (long) observation;
    }
    return agent.act(observation);
  }

  @Override
  public void update(Experience<Long, Long> experience) {
    agent.update(experience);
    episodeReturn += experience.reward();
    if (experience.done()) {
      sumOfReturns += episodeReturn;
      episodes++;
      episodeReturn = 0;
    }
  }

  @Override
  public Map<String, Double> metrics() {
    return agent.metrics();
  }

  @Override
  public void close() {
    agent.close();
  }

  @Override
  public void report(Path folder, JsonObject result) {
    List<Integer> states = new ArrayList<>(List.of(start));
    double greedyReturn = 0;
    Transition step;
    do {
      int s = states.get(states.size() - 1);
      step =
          mdp.transitions(s, best(q[s])).stream()
              .max(Comparator.comparingDouble(Transition::probability))
              .orElseThrow();
      greedyReturn += step.reward();
      boolean loops = states.contains(step.nextState());
      states.add(step.nextState());
      if (loops) {
        break;
      }
    } while (!step.terminated());

    JsonArray path = new JsonArray();
    states.forEach(s -> path.add(mdp.stateName(s)));
    result.add("greedy_path", path);
    result.addProperty("greedy_path_ends", step.terminated());
    result.addProperty("greedy_return", greedyReturn);
    if (episodes > 0) {
      result.addProperty("mean_return", sumOfReturns / episodes);
    }
  }

  private static int best(double[] values) {
    int best = 0;
    for (int a = 1; a < values.length; a++) {
      if (values[a] > values[best]) {
        best = a;
      }
    }
    return best;
  }
}
