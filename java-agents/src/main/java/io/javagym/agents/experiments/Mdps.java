package io.javagym.agents.experiments;

import com.google.gson.JsonArray;
import io.javagym.Env;
import io.javagym.envs.tabular.TabularMdp;

/** The tables of an environment, and what is written of them. */
final class Mdps {
  private Mdps() {}

  /**
   * The process inside of all wrappers.
   *
   * @throws IllegalArgumentException if it has no tables
   */
  static TabularMdp of(Env<?, ?> env) {
    if (env.unwrapped() instanceof TabularMdp mdp) {
      return mdp;
    }
    throw new IllegalArgumentException(
        "this experiment needs an environment with tables, such as MarsRover-v0, got %s"
            .formatted(env.unwrapped().getClass().getSimpleName()));
  }

  /** Values as JSON, one for each state. */
  static JsonArray json(double[] values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }
}
