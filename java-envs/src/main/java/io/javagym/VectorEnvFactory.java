package io.javagym;

import org.jspecify.annotations.Nullable;

/** Makes a vector environment of its own kind; what Gymnasium calls a vector entry point. */
@FunctionalInterface
public interface VectorEnvFactory {

  /**
   * A new vector environment.
   *
   * @param numEnvs how many environments it steps at once, at least 1
   * @param maxEpisodeSteps steps after which an episode is truncated; {@code null} for never
   * @param kwargs the keyword arguments; the factory reads every one that it knows
   */
  VectorEnv create(int numEnvs, @Nullable Integer maxEpisodeSteps, Kwargs kwargs);
}
