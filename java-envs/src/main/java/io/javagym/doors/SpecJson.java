package io.javagym.doors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.EnvSpec;
import java.util.List;

/** Specs as JSON, for the other side to register. */
public final class SpecJson {
  private SpecJson() {}

  /** A JSON list of the specs, without their factories. */
  public static String toJson(List<EnvSpec> specs) {
    JsonArray array = new JsonArray();
    for (EnvSpec spec : specs) {
      JsonObject json = new JsonObject();
      json.addProperty("id", spec.id());
      json.addProperty("max_episode_steps", spec.maxEpisodeSteps());
      json.addProperty("reward_threshold", spec.rewardThreshold());
      json.addProperty("nondeterministic", spec.nondeterministic());
      json.add("kwargs", JsonValues.toJson(spec.kwargs()));
      json.add("render_modes", JsonValues.toJson(spec.renderModes()));
      json.addProperty("render_fps", spec.renderFps());
      array.add(json);
    }
    return array.toString();
  }
}
