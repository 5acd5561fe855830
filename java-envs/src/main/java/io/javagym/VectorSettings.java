package io.javagym;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link VectorEnv} is to be made, apart from the arguments of its environments.
 *
 * @param numEnvs how many environments, at least 1
 * @param maxEpisodeSteps steps after which an episode is truncated, at least 1; {@code null} for
 *     never
 * @param autoresetMode when a row whose episode ended starts its next one
 * @param memory where the batch's memory comes from
 */
public record VectorSettings(
    int numEnvs,
    @Nullable Integer maxEpisodeSteps,
    AutoresetMode autoresetMode,
    BatchMemory memory) {

  /** Checks the numbers. */
  public VectorSettings {
    if (numEnvs < 1) {
      throw GymException.invalidArgument("num_envs is %d, expected at least 1".formatted(numEnvs));
    }
    if (maxEpisodeSteps != null && maxEpisodeSteps < 1) {
      throw GymException.invalidArgument(
          "max_episode_steps is %d, expected at least 1".formatted(maxEpisodeSteps));
    }
  }

  /** So many environments without a time limit, with {@link AutoresetMode#NEXT_STEP}. */
  public static VectorSettings of(int numEnvs) {
    return new VectorSettings(numEnvs, null, AutoresetMode.NEXT_STEP, BatchMemory.DIRECT);
  }

  /** These settings with a time limit; {@code null} for none. */
  public VectorSettings withMaxEpisodeSteps(@Nullable Integer steps) {
    return new VectorSettings(numEnvs, steps, autoresetMode, memory);
  }

  /** These settings with another autoreset mode. */
  public VectorSettings withAutoresetMode(AutoresetMode mode) {
    return new VectorSettings(numEnvs, maxEpisodeSteps, mode, memory);
  }

  /** These settings with memory from elsewhere. */
  public VectorSettings withMemory(BatchMemory source) {
    return new VectorSettings(numEnvs, maxEpisodeSteps, autoresetMode, source);
  }
}
