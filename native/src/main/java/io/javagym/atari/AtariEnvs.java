package io.javagym.atari;

import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import java.util.List;

/**
 * The games that ale-py registers as {@code ALE/<game>-v5}, with its defaults. {@code
 * ALE/Blackjack} is {@code AtariBlackjack} here: Gymnasium has a Blackjack too, and the greater
 * version of one name would call the other out of date.
 */
public final class AtariEnvs implements EnvProvider {
  private static final int FPS = 30;
  private static final String TAKEN_NAME = "blackjack";

  /** Called by {@link java.util.ServiceLoader}. */
  public AtariEnvs() {}

  @Override
  public List<EnvSpec> specs() {
    return Games.all().stream().map(AtariEnvs::spec).toList();
  }

  private static String name(String game) {
    return game.equals(TAKEN_NAME) ? "AtariBlackjack" : Games.pascalCase(game);
  }

  private static EnvSpec spec(String game) {
    return EnvSpec.builder(name(game) + "-v5", AtariEnv::of)
        .vectorEntryPoint(new AtariVector())
        .kwarg("game", game)
        .kwarg("repeat_action_probability", 0.25)
        .kwarg("full_action_space", false)
        .kwarg("frameskip", 4L)
        .kwarg("max_num_frames_per_episode", 108_000L)
        .rendering(FPS, "human", "rgb_array")
        .boundedSteps()
        .build();
  }
}
