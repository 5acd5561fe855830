package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.GymException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The ROMs that the tests play, and what they say of errors. */
final class Roms {
  private Roms() {}

  /** The folder that the build names: ale-py's. */
  static Path folder() {
    String folder = System.getProperty(Rom.PROPERTY, "");
    assertThat(Files.isDirectory(Path.of(folder)))
        .as("the tests play ale-py's ROMs: run `make test-java`, or mvn -Droms=.../ale_py/roms")
        .isTrue();
    return Path.of(folder);
  }

  /** The cartridge of a game. */
  static Rom of(String game) {
    return Rom.of(game, folder().toString());
  }

  /** That a call fails with an error of a kind whose message holds these texts. */
  static void assertFails(ThrowingCallable call, GymException.Code code, String... texts) {
    assertThatExceptionOfType(GymException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(
            e -> assertThat(List.of(texts)).allMatch(e.getMessage()::contains, e.getMessage()));
  }
}
