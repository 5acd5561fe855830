package io.javagym.wire;

import io.javagym.EnvSpec;
import io.javagym.doors.JsonValues;
import io.javagym.proto.v1.EnvironmentSpec;

/** Specs as the contract says them, without their factories. */
public final class SpecProto {
  private SpecProto() {}

  /** The message that describes a spec. */
  public static EnvironmentSpec toProto(EnvSpec spec) {
    EnvironmentSpec.Builder proto =
        EnvironmentSpec.newBuilder()
            .setId(spec.id())
            .setNondeterministic(spec.nondeterministic())
            .setKwargsJson(JsonValues.toJson(spec.kwargs()).toString())
            .addAllRenderModes(spec.renderModes())
            .setRenderFps(spec.renderFps());
    Integer steps = spec.maxEpisodeSteps();
    if (steps != null) {
      proto.setMaxEpisodeSteps(steps);
    }
    Double threshold = spec.rewardThreshold();
    if (threshold != null) {
      proto.setRewardThreshold(threshold);
    }
    return proto.build();
  }
}
