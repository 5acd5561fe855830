package io.javagym;

/** Makes an environment; what Gymnasium calls an entry point. */
@FunctionalInterface
public interface EnvFactory {

  /**
   * A new environment.
   *
   * @param kwargs the keyword arguments; the factory reads every one that it knows
   */
  Env<?, ?> create(Kwargs kwargs);
}
