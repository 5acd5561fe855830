package io.javagym;

/**
 * Makes environments that no list can name beforehand, by ids of a form of their own, such as
 * {@code py/CartPole-v1} in a Python beside this JVM. Name the implementation in {@code
 * META-INF/services/io.javagym.EnvSource}, and with its jar on the class path {@link Gym} asks it.
 */
public interface EnvSource {

  /** Whether ids of this form are its own; it is not asked whether there is such an environment. */
  boolean owns(String id);

  /**
   * The spec of an id that it owns, whose factories make the environment.
   *
   * @throws GymException if there is none
   */
  EnvSpec spec(String id);
}
