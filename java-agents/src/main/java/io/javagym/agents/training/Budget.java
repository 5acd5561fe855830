package io.javagym.agents.training;

/**
 * When training ends: whichever of the two is reached first.
 *
 * @param maxEpisodes at least 1
 * @param maxSteps at least 1
 */
public record Budget(long maxEpisodes, long maxSteps) {

  /** Checks that there is something to spend. */
  public Budget {
    if (maxEpisodes < 1 || maxSteps < 1) {
      throw new IllegalArgumentException(
          "budget of %d episodes and %d steps, expected at least 1 of each"
              .formatted(maxEpisodes, maxSteps));
    }
  }

  /** So many episodes, however long they are. */
  public static Budget episodes(long episodes) {
    return new Budget(episodes, Long.MAX_VALUE);
  }

  /** So many steps; the last episode is left where it is then. */
  public static Budget steps(long steps) {
    return new Budget(Long.MAX_VALUE, steps);
  }

  boolean isUsedUp(long episodes, long steps) {
    return episodes >= maxEpisodes || steps >= maxSteps;
  }
}
