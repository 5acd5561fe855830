package io.javagym.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.GymException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KwargsRuleTest {
  private final KwargsRule rule =
      new KwargsRule(Set.of("profile", "level_path"), Set.of("seed_source"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path",
        "rom_dir",
        "romDir",
        "ROM_PATH",
        "config-file",
        "configFile",
        "folder",
        "files",
        "model.path",
        "download_url",
        "seed_source"
      })
  void places_are_not_for_clients_to_choose(String name) {
    assertThatThrownBy(() -> rule.check(Map.of(name, "/")))
        .isInstanceOf(GymException.class)
        .hasMessageContaining("'" + name + "'");
    assertThatThrownBy(() -> rule.check(Map.of("outer", List.of(Map.of(name, "/")))))
        .isInstanceOf(GymException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is_slippery",
        "map_name",
        "desc",
        "render_mode",
        "profile",
        "pathological",
        "direction",
        "wind_power",
        "level_path",
        "directness"
      })
  void other_arguments_are_theirs(String name) {
    assertThatCode(() -> rule.check(Map.of(name, true))).doesNotThrowAnyException();
  }
}
