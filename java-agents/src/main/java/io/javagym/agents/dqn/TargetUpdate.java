package io.javagym.agents.dqn;

/** When the target network follows the one that learns. */
public sealed interface TargetUpdate {

  /** A copy after every so many steps. */
  record EverySteps(long steps) implements TargetUpdate {
    /** Checks the number. */
    public EverySteps {
      requirePositive(steps, "steps");
    }
  }

  /** A copy after every so many episodes. */
  record EveryEpisodes(long episodes) implements TargetUpdate {
    /** Checks the number. */
    public EveryEpisodes {
      requirePositive(episodes, "episodes");
    }
  }

  /**
   * After each update, target = (1 - tau) target + tau online: T. P. Lillicrap et al., Continuous
   * control with deep reinforcement learning, ICLR 2016.
   */
  record Polyak(double tau) implements TargetUpdate {
    /** Checks the number. */
    public Polyak {
      if (!(tau > 0 && tau <= 1)) {
        throw new IllegalArgumentException("tau is " + tau + ", expected 0 < tau <= 1");
      }
    }
  }

  private static void requirePositive(long n, String what) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "a target copy every %d %s, expected at least 1".formatted(n, what));
    }
  }
}
