package io.javagym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InfoTest {
  @Test
  void withLeavesTheInfoItself() {
    Info one = Info.of("a", 1L);
    Info two = one.with("b", 2L);

    assertThat(one.fields()).containsOnlyKeys("a");
    assertThat(two).isEqualTo(Info.of("a", 1L, "b", 2L));
    assertThat(two.get("c")).isNull();
  }

  @Test
  void aNumberIsReadWhateverCarriesIt() {
    Info info = Info.of("array", new double[] {0.5}, "integer", 3).with("text", "3");

    assertThat(info.getDouble("array")).isEqualTo(0.5);
    assertThat(info.getDouble("integer")).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> info.getDouble("text"))
        .withMessageContainingAll("'text' is not a number: 3", "[array, integer, text]");
    assertThatIllegalArgumentException().isThrownBy(() -> info.getDouble("absent"));
  }
}
