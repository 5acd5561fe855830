package io.javagym;

import java.util.List;

/**
 * The environments of a jar. Name the implementation in {@code
 * META-INF/services/io.javagym.EnvProvider}, and with the jar on the class path {@link Gym} and
 * Python's {@code gym.make} know its environments.
 */
public interface EnvProvider {

  /** What this jar offers. */
  List<EnvSpec> specs();
}
