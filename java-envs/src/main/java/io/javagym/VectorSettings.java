package io.javagym;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link VectorEnv} is to be made, apart from the arguments of its environments.
 *
 * @param numEnvs how many environments, at least 1
 * @param maxEpisodeSteps steps after which an episode is truncated, at least 1; {@code null} for
 *     never
 * @param autoresetMode when a row whose episode ended starts its next one
 * @param memory where the batch's memory comes from
 * @param numThreads how many threads may step rows at once, at least 1. They are used where the
 *     work of a step is worth it; the results are equal for any number
 * @param stepTimeout how long one step or reset of one row may take; a row that takes longer is
 *     given up with an error that names it. {@code null} for any time
 * @param callLimit how long a call waits for its rows. After that it throws an error of code {@link
 *     GymException.Code#UNFINISHED} while the rows go on, and {@link VectorEnv#await} waits
 *     further; {@code null} to wait as long as it takes. For doors, whose other side must stay able
 *     to act
 */
public record VectorSettings(
    int numEnvs,
    @Nullable Integer maxEpisodeSteps,
    AutoresetMode autoresetMode,
    BatchMemory memory,
    int numThreads,
    @Nullable Duration stepTimeout,
    @Nullable Duration callLimit) {

  /** Checks the numbers. */
  public VectorSettings {
    if (numEnvs < 1) {
      throw GymException.invalidArgument("num_envs is %d, expected at least 1".formatted(numEnvs));
    }
    if (maxEpisodeSteps != null && maxEpisodeSteps < 1) {
      throw GymException.invalidArgument(
          "max_episode_steps is %d, expected at least 1".formatted(maxEpisodeSteps));
    }
    if (numThreads < 1) {
      throw GymException.invalidArgument(
          "num_threads is %d, expected at least 1".formatted(numThreads));
    }
    requirePositive("step_timeout", stepTimeout);
    requirePositive("call_limit", callLimit);
  }

  private static void requirePositive(String name, @Nullable Duration duration) {
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      throw GymException.invalidArgument(
          "%s is %s s, expected more than 0".formatted(name, duration.toNanos() / 1e9));
    }
  }

  /**
   * So many environments on as many threads as there are cores, without limits of time, with {@link
   * AutoresetMode#NEXT_STEP}.
   */
  public static VectorSettings of(int numEnvs) {
    return new VectorSettings(
        numEnvs,
        null,
        AutoresetMode.NEXT_STEP,
        BatchMemory.DIRECT,
        Runtime.getRuntime().availableProcessors(),
        null,
        null);
  }

  /** These settings with a time limit of episodes; {@code null} for none. */
  public VectorSettings withMaxEpisodeSteps(@Nullable Integer steps) {
    return new VectorSettings(
        numEnvs, steps, autoresetMode, memory, numThreads, stepTimeout, callLimit);
  }

  /** These settings with another autoreset mode. */
  public VectorSettings withAutoresetMode(AutoresetMode mode) {
    return new VectorSettings(
        numEnvs, maxEpisodeSteps, mode, memory, numThreads, stepTimeout, callLimit);
  }

  /** These settings with memory from elsewhere. */
  public VectorSettings withMemory(BatchMemory source) {
    return new VectorSettings(
        numEnvs, maxEpisodeSteps, autoresetMode, source, numThreads, stepTimeout, callLimit);
  }

  /** These settings with so many threads. */
  public VectorSettings withNumThreads(int threads) {
    return new VectorSettings(
        numEnvs, maxEpisodeSteps, autoresetMode, memory, threads, stepTimeout, callLimit);
  }

  /** These settings with a limit for each row's step; {@code null} for none. */
  public VectorSettings withStepTimeout(@Nullable Duration timeout) {
    return new VectorSettings(
        numEnvs, maxEpisodeSteps, autoresetMode, memory, numThreads, timeout, callLimit);
  }

  /** These settings with a limit for each call; {@code null} for none. */
  public VectorSettings withCallLimit(@Nullable Duration limit) {
    return new VectorSettings(
        numEnvs, maxEpisodeSteps, autoresetMode, memory, numThreads, stepTimeout, limit);
  }
}
