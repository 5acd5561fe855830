package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Text;
import org.junit.jupiter.api.Test;

class InfoColumnsTest {
  private static final Dict FIELDS = Dict.of("speed", Box.float64(0, 1), "word", Text.of(0, 9));

  private static InfoColumns columns(Dict fields) {
    return Batch.builder(2, Discrete.of(2), Discrete.of(2)).info(fields).build().info();
  }

  @Test
  void aFieldIsThereOnlyWhereItWasWrittenLast() {
    InfoColumns info = columns(FIELDS);
    info.write(0, Info.of("speed", 0.5, "word", "fast"));
    info.write(1, Info.of("word", "slow"));
    assertThat(info.read(0).fields()).containsOnlyKeys("speed", "word");
    assertThat(info.read(1)).isEqualTo(Info.of("word", "slow"));

    info.write(0, Info.EMPTY);
    assertThat(info.read(0)).isEqualTo(Info.EMPTY);
    assertThat(info.read(1)).isEqualTo(Info.of("word", "slow"));

    info.clear(1);
    assertThat(info.read(1)).isEqualTo(Info.EMPTY);
  }

  @Test
  void aFieldThatIsNotDeclaredIsAnErrorThatSaysWhichAre() {
    assertFails(
        () -> columns(FIELDS).write(1, Info.of("speed", 0.5, "torque", 2)),
        Code.BROKEN_CONTRACT,
        "env=1, info has the fields",
        "torque",
        "declares [speed, word]");
    assertFails(
        () -> columns(Dict.EMPTY).write(0, Info.of("speed", 0.5)),
        Code.BROKEN_CONTRACT,
        "env=0, info has the fields [speed], but infoSpace() declares []");
  }

  @Test
  void aFieldOfAnotherTypeNamesRowAndField() {
    assertFails(
        () -> columns(FIELDS).write(1, Info.of("speed", "fast")),
        Code.BROKEN_CONTRACT,
        "env=1, info.speed does not match its space",
        "got fast (String)");
  }

  @Test
  void nullIsAnErrorThatSaysWhatToReturn() {
    assertFails(
        () -> columns(Dict.EMPTY).write(0, null),
        Code.BROKEN_CONTRACT,
        "env=0, info is null",
        "Info.EMPTY");
  }
}
