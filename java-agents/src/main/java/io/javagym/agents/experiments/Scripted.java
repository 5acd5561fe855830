package io.javagym.agents.experiments;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.tabular.QLearning;
import java.nio.file.Path;

/**
 * Q-learning on actions that are laid down: an example worked by hand. It reports the value of each
 * pair before and after its update, and the discounted return.
 */
final class Scripted implements Agent<Long, Long>, Reporting {
  private final int[] actions;
  private final double gamma;
  private final QLearning agent;
  private final JsonArray updates = new JsonArray();
  private int t;
  private double discountedReturn;

  /**
   * Nothing is done yet.
   *
   * @param actions what is done first, second, ...; then all over again
   * @param gamma the discount of the return, the agent's own
   * @param agent learns, from the values that it was given
   */
  Scripted(int[] actions, double gamma, QLearning agent) {
    this.actions = actions;
    this.gamma = gamma;
    this.agent = agent;
  }

  @Override
  public Long act(Long observation) {
    return (long) actions[t % actions.length];
  }

  @Override
  public void update(Experience<Long, Long> e) {
    int s = (int) (long) e.observation();
    int a = (int) (long) e.action();
    JsonObject update = new JsonObject();
    update.addProperty("state", s);
    update.addProperty("action", a);
    update.addProperty("reward", e.reward());
    update.addProperty("q_before", agent.q()[s][a]);
    agent.update(e);
    update.addProperty("q_after", agent.q()[s][a]);
    updates.add(update);
    discountedReturn += Math.pow(gamma, t) * e.reward();
    t++;
  }

  @Override
  public void report(Path folder, JsonObject result) {
    result.add("updates", updates);
    result.addProperty("discounted_return", discountedReturn);
  }
}
