package io.javagym.agents.experiments;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What makes no difference to the result of a run.
 *
 * @param progress where to draw a progress bar; {@code null} for none
 * @param warnings where to say what is missing
 * @param checkpointEverySteps steps between checkpoints; 0 for one a minute or so
 * @param stop asked after each step whether to save and stop
 */
public record RunOptions(
    @Nullable PrintStream progress,
    @Nullable PrintStream warnings,
    long checkpointEverySteps,
    BooleanSupplier stop) {

  /** No progress bar, and no stop before the end. */
  public static RunOptions quiet() {
    return new RunOptions(null, null, 0, () -> false);
  }
}
