package io.javagym;

/**
 * That what an {@link EnvSource} makes can't be reached, or no longer. It is no fault of the
 * environment, so {@link Gym} passes it on as it is.
 */
public abstract class EnvSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What became of which side, and what is lost by it. */
  protected EnvSourceException(String message) {
    super(message);
  }
}
