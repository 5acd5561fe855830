package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextTest {
  private static final String CLEF = "\ud834\udd1e"; // One character of two Java chars.

  @Test
  void countsCodePoints() {
    Text space = Text.of(1, 2, "a" + CLEF);
    assertThat(space.contains(CLEF + CLEF)).isTrue();
    assertThat(space.explain("a" + CLEF + "a"))
        .isEqualTo("expected 1 to 2 characters, got \"a%sa\"".formatted(CLEF));
    assertThat(space.explain(CLEF + "b")).isEqualTo("[1]: 'b' is not in the charset");
    assertThat(space.explain('a')).isEqualTo("expected a String, got Character a");
  }

  @Test
  void keepsTheOrderOfItsCharactersAndDropsRepeatedOnes() {
    assertThat(Text.of(0, 3, "cabca").characters()).isEqualTo("cab");
    assertThat(Text.of(0, 3, "cabca")).hasToString("Text(0, 3, charset=abc)");
    assertThat(Text.of(0, 3, "abc")).isNotEqualTo(Text.of(0, 3, "cab"));
    assertThat(Text.of(5).characters()).isEqualTo(Text.ALPHANUMERIC);
  }

  @Test
  void samplesAreThoseOfGymnasium() {
    Sampler<String> sampler = Text.of(5).sampler(42);
    assertThat(sampler.sample()).isEqualTo("R");
    assertThat(sampler.sample()).isEqualTo("rh5y");
    assertThat(sampler.sample()).isEqualTo("m7RM");
  }

  @Test
  void masksRestrictSamples() {
    Sampler<String> sampler = Text.of(0, 3, "ab").sampler(0);
    assertThat(sampler.sample(new Object[] {3, new byte[] {0, 1}})).isEqualTo("bbb");
    assertThat(sampler.sample(new Object[] {null, new byte[2]})).isEmpty();
    assertThat(sampler.sampleByProbability(new Object[] {2, new double[] {1, 0}})).isEqualTo("aa");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.sample(new Object[] {4, null}))
        .withMessage("expected a length of 0 to 3, got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.of(1, 3, "ab").sampler(0).sample(new Object[] {1, new byte[2]}));
  }

  @Test
  void badLengthsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.of(3, 2))
        .withMessage("expected 0 <= minLength <= maxLength, got minLength=3, maxLength=2");
    assertThatIllegalArgumentException().isThrownBy(() -> Text.of(-1, 2));
  }
}
