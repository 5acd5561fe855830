package io.javagym;

/** Makes a vector environment of its own kind; what Gymnasium calls a vector entry point. */
@FunctionalInterface
public interface VectorEnvFactory {

  /**
   * A new vector environment. It is asked for {@link AutoresetMode#NEXT_STEP} only; for other modes
   * single environments are stepped row by row.
   *
   * @param kwargs the keyword arguments; the factory reads every one that it knows
   */
  VectorEnv create(VectorSettings settings, Kwargs kwargs);
}
