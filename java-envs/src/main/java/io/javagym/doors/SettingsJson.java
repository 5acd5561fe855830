package io.javagym.doors;

import io.javagym.AutoresetMode;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.VectorSettings;
import java.util.Arrays;

/** {@link VectorSettings} as the other side of a door says them, by Gymnasium's names. */
public final class SettingsJson {
  private SettingsJson() {}

  /**
   * Reads settings; all but {@code num_envs} may be left out.
   *
   * @param json an object of {@code num_envs}, {@code max_episode_steps} ({@code null}: never) and
   *     {@code autoreset_mode} (such as {@code "NextStep"})
   */
  public static VectorSettings parse(String json) {
    Kwargs values = Kwargs.of(JsonValues.parseObject(json));
    VectorSettings settings =
        VectorSettings.of(values.getInt("num_envs", 1))
            .withAutoresetMode(mode(values.getString("autoreset_mode", "NextStep")));
    if (values.get("max_episode_steps", null) != null) {
      settings = settings.withMaxEpisodeSteps(values.getInt("max_episode_steps", 0));
    }
    values.rejectUnread("the settings of a vector environment");
    return settings;
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
