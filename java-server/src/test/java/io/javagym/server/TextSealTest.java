package io.javagym.server;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextSealTest {
  private final TextSeal seal = new TextSeal();

  @Property
  void what_was_sealed_is_opened(@ForAll String text) {
    assertThat(seal.open(seal.seal(text))).isEqualTo(text);
  }

  @Property
  void one_character_changed_is_refused(
      @ForAll @Chars({'A', 'z', '+'}) String text, @ForAll @IntRange(max = 1000) int place) {
    String sealed = seal.seal(text);
    int changed = place % sealed.length();
    char other = sealed.charAt(changed) == 'A' ? 'B' : 'A';
    String forged = sealed.substring(0, changed) + other + sealed.substring(changed + 1);
    assertFails(() -> seal.open(forged), Code.INVALID_ARGUMENT, "not given by this server");
  }

  @Test
  void what_is_too_short_or_of_another_seal_is_refused() {
    assertFails(() -> seal.open(""), Code.INVALID_ARGUMENT, "0 characters", "snapshot()");
    assertFails(() -> seal.open(new TextSeal().seal("AAAA")), Code.INVALID_ARGUMENT, "36");
  }
}
