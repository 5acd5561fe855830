package io.javagym.doors;

import io.javagym.AutoresetMode;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.VectorSettings;
import java.time.Duration;
import java.util.Arrays;

/** {@link VectorSettings} as the other side of a door says them, by Gymnasium's names. */
public final class SettingsJson {
  /**
   * How long a call through a door waits before it comes back unfinished, so that the other side
   * can be interrupted. Short against what a person notices, long against the cost of a call.
   */
  private static final Duration CALL_LIMIT = Duration.ofMillis(50);

  private static final double NANOS_PER_SECOND = 1e9;

  private SettingsJson() {}

  /**
   * Reads settings; all but {@code num_envs} may be left out.
   *
   * @param json an object of {@code num_envs}, {@code max_episode_steps} ({@code null}: never),
   *     {@code autoreset_mode} (such as {@code "NextStep"}), {@code num_threads} ({@code null}: the
   *     cores) and {@code step_timeout} in seconds ({@code null}: any time)
   */
  public static VectorSettings parse(String json) {
    Kwargs values = Kwargs.of(JsonValues.parseObject(json));
    VectorSettings settings =
        VectorSettings.of(values.getInt("num_envs", 1))
            .withAutoresetMode(mode(values.getString("autoreset_mode", "NextStep")))
            .withCallLimit(CALL_LIMIT);
    if (values.get("max_episode_steps", null) != null) {
      settings = settings.withMaxEpisodeSteps(values.getInt("max_episode_steps", 0));
    }
    if (values.get("num_threads", null) != null) {
      settings = settings.withNumThreads(values.getInt("num_threads", 0));
    }
    if (values.get("step_timeout", null) != null) {
      settings = settings.withStepTimeout(timeout(values.getDouble("step_timeout", 0)));
    }
    values.rejectUnread("the settings of a vector environment");
    return settings;
  }

  private static Duration timeout(double seconds) {
    if (!(seconds > 0)) { // Written so that NaN is refused too.
      throw GymException.invalidArgument(
          "step_timeout is %s s, expected more than 0".formatted(seconds));
    }
    return Duration.ofNanos((long) Math.ceil(seconds * NANOS_PER_SECOND));
  }

  private static AutoresetMode mode(String gymnasiumName) {
    return Arrays.stream(AutoresetMode.values())
        .filter(mode -> mode.gymnasiumName().equals(gymnasiumName))
        .findFirst()
        .orElseThrow(
            () ->
                GymException.invalidArgument(
                    "autoreset_mode '%s': expected one of %s"
                        .formatted(
                            gymnasiumName,
                            Arrays.stream(AutoresetMode.values())
                                .map(AutoresetMode::gymnasiumName)
                                .toList())));
  }
}
