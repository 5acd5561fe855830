package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link AtariEnv}, checked as far as that goes without the game. */
record AtariSettings(
    String game,
    @Nullable Integer mode,
    @Nullable Integer difficulty,
    String obsType,
    FrameSkip frameSkip,
    float repeatActionProbability,
    boolean fullActionSpace,
    boolean continuous,
    double continuousActionThreshold,
    @Nullable Integer maxNumFramesPerEpisode,
    boolean soundObs,
    @Nullable String romDir,
    RenderMode renderMode) {

  static AtariSettings of(Kwargs kwargs) {
    AtariSettings settings =
        new AtariSettings(
            Objects.requireNonNullElse(kwargs.getString("game", null), ""),
            optionalInt(kwargs, "mode"),
            optionalInt(kwargs, "difficulty"),
            Objects.requireNonNullElse(kwargs.getString("obs_type", "rgb"), "None"),
            FrameSkip.of(kwargs),
            (float) kwargs.getDouble("repeat_action_probability", 0.25),
            kwargs.getBoolean("full_action_space", false),
            kwargs.getBoolean("continuous", false),
            kwargs.getDouble("continuous_action_threshold", 0.5),
            optionalInt(kwargs, "max_num_frames_per_episode"),
            kwargs.getBoolean("sound_obs", false),
            kwargs.getString("rom_dir", null),
            kwargs.renderMode());
    Observer.source(settings.obsType);
    float probability = settings.repeatActionProbability;
    if (!(probability >= 0 && probability <= 1)) {
      throw GymException.invalidArgument(
          "repeat_action_probability is %s, expected 0 <= repeat_action_probability <= 1"
              .formatted(probability));
    }
    if (Double.isNaN(settings.continuousActionThreshold)) {
      throw GymException.invalidArgument("continuous_action_threshold is nan, expected a number");
    }
    return settings;
  }

  private static @Nullable Integer optionalInt(Kwargs kwargs, String name) {
    return kwargs.get(name, null) == null ? null : (Integer) kwargs.getInt(name, 0);
  }
}
