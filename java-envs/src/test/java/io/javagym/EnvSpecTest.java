package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.GymException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvSpecTest {
  @Test
  void aSpecHasGymnasiumsDefaults() {
    EnvSpec spec = EnvSpec.builder("Stub-v0", kwargs -> new StubEnv()).build();

    assertThat(spec.vectorEntryPoint()).isNull();
    assertThat(spec.maxEpisodeSteps()).isNull();
    assertThat(spec.rewardThreshold()).isNull();
    assertThat(spec.nondeterministic()).isFalse();
    assertThat(spec.kwargs()).isEmpty();
    assertThat(spec.renderModes()).isEmpty();
    assertThat(spec.renderFps()).isEqualTo(30);
  }

  @Test
  void aSpecHasWhatItsBuilderWasTold() {
    EnvSpec.Builder builder =
        EnvSpec.builder("Stub-v0", kwargs -> new StubEnv())
            .maxEpisodeSteps(7)
            .rewardThreshold(0.5)
            .nondeterministic()
            .kwarg("size", 3L)
            .kwarg("map", null)
            .rendering(4, "ansi");
    EnvSpec spec = builder.build();
    builder.kwarg("later", 1L);

    assertThat(spec.maxEpisodeSteps()).isEqualTo(7);
    assertThat(spec.rewardThreshold()).isEqualTo(0.5);
    assertThat(spec.nondeterministic()).isTrue();
    assertThat(spec.kwargs()).containsEntry("size", 3L).containsEntry("map", null).hasSize(2);
    assertThat(spec.renderModes()).containsExactly("ansi");
    assertThat(spec.renderFps()).isEqualTo(4);
  }

  @Test
  void aSpecDoesNotChange() {
    List<String> modes = new ArrayList<>(List.of("ansi"));
    EnvSpec spec =
        new EnvSpec(
            "Stub-v0",
            kwargs -> new StubEnv(),
            null,
            null,
            null,
            false,
            false,
            Map.of(),
            modes,
            30);
    modes.clear();

    assertThat(spec.renderModes()).containsExactly("ansi");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spec.kwargs().put("a", 1));
  }

  @Test
  void aMalformedIdIsRefused() {
    assertFails(
        () -> EnvSpec.builder("a b", kwargs -> new StubEnv()).build(),
        Code.INVALID_ARGUMENT,
        "malformed environment id 'a b'");
  }
}
