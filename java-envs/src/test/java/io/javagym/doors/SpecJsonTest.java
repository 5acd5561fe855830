package io.javagym.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.EnvSpec;
import io.javagym.StubEnv;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecJsonTest {
  @Test
  void aSpecIsWrittenWithoutItsFactories() {
    EnvSpec bare = EnvSpec.builder("Bare", kwargs -> new StubEnv()).build();
    EnvSpec full =
        EnvSpec.builder("team/Full-v3", kwargs -> new StubEnv())
            .maxEpisodeSteps(7)
            .rewardThreshold(0.5)
            .nondeterministic()
            .kwarg("map", List.of("SF", "FG"))
            .kwarg("size", null)
            .rendering(4, "ansi", "rgb_array")
            .build();

    assertThat(SpecJson.toJson(List.of(bare, full)))
        .isEqualTo(
            """
            [{"id":"Bare","max_episode_steps":null,"reward_threshold":null,\
            "nondeterministic":false,"kwargs":{},"render_modes":[],"render_fps":30},\
            {"id":"team/Full-v3","max_episode_steps":7,"reward_threshold":0.5,\
            "nondeterministic":true,"kwargs":{"map":["SF","FG"],"size":null},\
            "render_modes":["ansi","rgb_array"],"render_fps":4}]\
            """);
  }
}
