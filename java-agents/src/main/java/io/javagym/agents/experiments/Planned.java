package io.javagym.agents.experiments;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.tabular.Bellman;
import io.javagym.agents.tabular.BellmanEquation;
import io.javagym.agents.tabular.PolicyEvaluation;
import io.javagym.agents.tabular.PolicyIteration;
import io.javagym.agents.tabular.TablePolicies;
import io.javagym.agents.tabular.ValueIteration;
import io.javagym.envs.tabular.TabularMdp;
import java.nio.file.Path;

/**
 * Acts as value iteration says, and learns nothing from it. It reports the optimal values by each
 * way of planning there is.
 */
final class Planned implements Agent<Long, Long>, Reporting {
  private static final double THETA = 1e-12;

  private final TabularMdp mdp;
  private final double gamma;
  private final double[] v; // v_*, [S]
  private final int[] pi; // [S]

  /** Plans. */
  Planned(TabularMdp mdp, double gamma) {
    this.mdp = mdp;
    this.gamma = gamma;
    this.v = ValueIteration.solve(mdp, gamma, THETA);
    this.pi = Bellman.greedyPolicy(mdp, v, gamma);
  }

  @Override
  public Long act(Long observation) {
    return (long) pi[(int) (long) observation];
  }

  @Override
  public void update(Experience<Long, Long> experience) {}

  @Override
  public void report(Path folder, JsonObject result) {
    JsonObject values = new JsonObject();
    double[][] probabilities = TablePolicies.softened(pi, mdp.numActions(), 0); // [S][A]
    values.add("linear_system", Mdps.json(BellmanEquation.solve(mdp, probabilities, gamma)));
    values.add("policy_evaluation", Mdps.json(PolicyEvaluation.evaluate(mdp, pi, gamma, THETA)));
    values.add("value_iteration", Mdps.json(v));
    values.add(
        "policy_iteration",
        Mdps.json(
            PolicyEvaluation.evaluate(
                mdp, PolicyIteration.solve(mdp, gamma, THETA), gamma, THETA)));
    result.add("values", values);
    JsonArray policy = new JsonArray();
    for (int a : pi) {
      policy.add(mdp.actionName(a));
    }
    result.add("policy", policy);
  }
}
