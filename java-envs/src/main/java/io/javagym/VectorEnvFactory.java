package io.javagym;

/** Makes a vector environment of its own kind; what Gymnasium calls a vector entry point. */
@FunctionalInterface
public interface VectorEnvFactory {

  /**
   * Whether it makes environments of this mode. For other modes single environments are stepped row
   * by row.
   */
  default boolean supports(AutoresetMode mode) {
    return mode == AutoresetMode.NEXT_STEP;
  }

  /**
   * A new vector environment, of a mode that it {@linkplain #supports supports}.
   *
   * @param kwargs the keyword arguments; the factory reads every one that it knows
   */
  VectorEnv create(VectorSettings settings, Kwargs kwargs);
}
