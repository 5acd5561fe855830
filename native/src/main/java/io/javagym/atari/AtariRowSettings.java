package io.javagym.atari;

import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link AtariRow}, by the names and with the defaults of ale-py's. */
record AtariRowSettings(
    String game,
    @Nullable String romDir,
    int maxNumFramesPerEpisode,
    float repeatActionProbability,
    boolean fullActionSpace,
    boolean continuous,
    double continuousActionThreshold,
    int imgHeight,
    int imgWidth,
    boolean grayscale,
    int stackNum,
    int frameskip,
    boolean maxpool,
    int noopMax,
    boolean episodicLife,
    boolean lifeLossInfo,
    boolean rewardClipping,
    boolean useFireReset,
    RenderMode renderMode) {

  private static final int MOST_FRAMES = Integer.MAX_VALUE / 2;

  /** More pixels a side are a mistake rather than a wish. */
  private static final int GREATEST_SIDE = 4096;

  static AtariRowSettings of(Kwargs kwargs) {
    float probability = (float) kwargs.getDouble("repeat_action_probability", 0.0);
    if (!(probability >= 0 && probability <= 1)) {
      throw GymException.invalidArgument(
          "repeat_action_probability is %s, expected 0 <= repeat_action_probability <= 1"
              .formatted(probability));
    }
    double threshold = kwargs.getDouble("continuous_action_threshold", 0.5);
    if (Double.isNaN(threshold)) {
      throw GymException.invalidArgument("continuous_action_threshold is nan, expected a number");
    }
    // The JVM's threads are where the system puts them.
    kwargs.getInt("thread_affinity_offset", -1, -1, -1);
    return new AtariRowSettings(
        Objects.requireNonNullElse(kwargs.getString("game", null), ""),
        kwargs.getString("rom_dir", null),
        kwargs.getInt("max_num_frames_per_episode", 108_000, 1, MOST_FRAMES),
        probability,
        kwargs.getBoolean("full_action_space", false),
        kwargs.getBoolean("continuous", false),
        threshold,
        kwargs.getInt("img_height", 84, 1, GREATEST_SIDE),
        kwargs.getInt("img_width", 84, 1, GREATEST_SIDE),
        kwargs.getBoolean("grayscale", true),
        kwargs.getInt("stack_num", 4, 1, 1024),
        kwargs.getInt("frameskip", 4, 1, MOST_FRAMES),
        kwargs.getBoolean("maxpool", true),
        kwargs.getInt("noop_max", 30, 0, MOST_FRAMES),
        kwargs.getBoolean("episodic_life", false),
        kwargs.getBoolean("life_loss_info", false),
        kwargs.getBoolean("reward_clipping", true),
        kwargs.getBoolean("use_fire_reset", true),
        kwargs.renderMode());
  }
}
