package io.javagym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> NAMES = List.of("CartPole", "FrozenLake", "FrozenLake8x8");

  @ParameterizedTest
  @CsvSource({
    "CartPol, CartPole",
    "cartpole, CartPole",
    "CratPole, CartPole",
    "FrozenLak, FrozenLake",
    "FrozenLake8, FrozenLake",
    "FrozenLake8x, FrozenLake8x8",
  })
  void theClosestNameIsSuggested(String misspelt, String meant) {
    assertThat(Suggestions.didYouMean(misspelt, NAMES))
        .isEqualTo(" (did you mean '" + meant + "'?)");
  }

  @Test
  void nothingIsSuggestedWhereNothingIsClose() {
    assertThat(Suggestions.didYouMean("LunarLander", NAMES)).isEmpty();
    assertThat(Suggestions.didYouMean("", NAMES)).isEmpty();
    assertThat(Suggestions.didYouMean("CartPole", List.of())).isEmpty();
  }
}
