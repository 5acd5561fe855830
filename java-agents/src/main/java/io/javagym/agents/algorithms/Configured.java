package io.javagym.agents.algorithms;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.agents.Agent;
import io.javagym.agents.VectorAgent;
import io.javagym.random.NumpyGenerator;
import java.util.Map;

/**
 * An algorithm with settings.
 *
 * @param <S> the settings
 */
public record Configured<S>(Algorithm<S> algorithm, S settings) {

  /**
   * Settings that differ in some values; see {@link Algorithm#write}.
   *
   * @throws IllegalArgumentException if there is no such hyperparameter, or a value is not legal
   */
  public Configured<S> with(Map<String, String> values) {
    return new Configured<>(algorithm, algorithm.write(settings, values));
  }

  /** The settings as text, by name. */
  public Map<String, String> hyperparameters() {
    return algorithm.read(settings);
  }

  /** An agent for an environment. */
  public Agent<?, ?> agent(Env<?, ?> env, NumpyGenerator random) {
    return algorithm.single().create(env, settings, random);
  }

  /**
   * An agent for the rows of a batch.
   *
   * @throws IllegalArgumentException if the algorithm takes one environment only
   */
  public VectorAgent agent(Batch batch, NumpyGenerator random) {
    Algorithm.Vectorized<S> vector = algorithm.vector();
    if (vector == null) {
      throw new IllegalArgumentException(
          "%s learns on one environment at a time, got %d; ppo learns on more"
              .formatted(algorithm.name(), batch.numEnvs()));
    }
    return vector.create(batch, settings, random);
  }
}
