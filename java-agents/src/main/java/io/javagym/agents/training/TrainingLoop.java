package io.javagym.agents.training;

import io.javagym.GymException;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;

/**
 * The loop between an agent and its environment, which can stop after any step and go on where it
 * was: now, or from a snapshot. {@link Trainer} makes it.
 *
 * <p>A snapshot holds the environment and how far its episode is, but not the agent.
 */
public interface TrainingLoop extends Snapshottable {

  /** Whether the budget is used up. */
  boolean isDone();

  /** Takes a step, in all environments where there are more. The first one begins with a reset. */
  void step();

  /** How many episodes have ended. */
  long episodes();

  /** How many steps were taken. */
  long steps();

  /**
   * Passes the environment, and how far its episode is.
   *
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if the environment has no
   *     snapshots
   */
  @Override
  void exchangeState(StateExchange state);
}
