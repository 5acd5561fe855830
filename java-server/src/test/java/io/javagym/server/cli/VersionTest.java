package io.javagym.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  /** In a jar it is the jar's: {@code make release} looks at that. */
  @Test
  void classes_in_no_jar_say_so() {
    assertThat(new Main.Version().getVersion()).containsExactly("javagym-server development");
  }
}
