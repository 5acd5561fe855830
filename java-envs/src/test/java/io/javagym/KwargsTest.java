package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.GymException.Code;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KwargsTest {
  private static Kwargs of(String name, @Nullable Object value) {
    return Kwargs.of(Collections.singletonMap(name, value));
  }

  @Test
  void anArgumentThatWasNotGivenIsTheDefault() {
    Kwargs none = Kwargs.empty();

    assertThat(none.has("a")).isFalse();
    assertThat(none.getBoolean("a", true)).isTrue();
    assertThat(none.getInt("a", -5)).isEqualTo(-5);
    assertThat(none.getDouble("a", 0.5)).isEqualTo(0.5);
    assertThat(none.getString("a", "b")).isEqualTo("b");
    assertThat(none.getStrings("a", null)).isNull();
    assertThat(none.getDoubles("a", 1, 2)).containsExactly(1, 2);
    assertThat(none.renderMode()).isEqualTo(RenderMode.NONE);
  }

  @Test
  void anArgumentIsReadAsItsType() {
    assertThat(of("a", false).getBoolean("a", true)).isFalse();
    assertThat(of("a", 3L).getInt("a", 0)).isEqualTo(3);
    assertThat(of("a", 3).getInt("a", 0)).isEqualTo(3);
    assertThat(of("a", 3L).getDouble("a", 0)).isEqualTo(3.0);
    assertThat(of("a", Double.NaN).getDouble("a", 0)).isNaN();
    assertThat(of("a", BigInteger.TWO.pow(70)).getDouble("a", 0)).isEqualTo(0x1p70);
    assertThat(of("a", "text").getString("a", null)).isEqualTo("text");
    assertThat(of("a", List.of("S", "G")).getStrings("a", null)).containsExactly("S", "G");
    assertThat(of("a", List.of(1L, 0.5)).getDoubles("a", 0, 0)).containsExactly(1, 0.5);
    assertThat(of("a", new double[] {3}).getDoubles("a", 0)).containsExactly(3);
    assertThat(of("render_mode", "ansi").renderMode()).isEqualTo(RenderMode.ANSI);
  }

  @Test
  void noneIsGivenButNotTheDefault() {
    Kwargs kwargs = of("a", null);

    assertThat(kwargs.has("a")).isTrue();
    assertThat(kwargs.getString("a", "default")).isNull();
    assertThat(kwargs.getStrings("a", List.of("default"))).isNull();
    assertFails(() -> kwargs.getInt("a", 3), Code.INVALID_ARGUMENT, "'a': expected an int", "None");
    assertFails(() -> kwargs.getBoolean("a", true), Code.INVALID_ARGUMENT, "a bool, got None");
  }

  @Test
  void aWrongTypeSaysWhatIsExpected() {
    assertFails(() -> of("a", 1L).getBoolean("a", true), Code.INVALID_ARGUMENT, "a bool, got 1");
    assertFails(() -> of("a", 1.5).getInt("a", 0), Code.INVALID_ARGUMENT, "an int in", "1.5");
    assertFails(() -> of("a", true).getInt("a", 0), Code.INVALID_ARGUMENT, "an int in", "true");
    assertFails(
        () -> of("a", 1L << 31).getInt("a", 0),
        Code.INVALID_ARGUMENT,
        "an int in [-2147483648, 2147483647], got 2147483648");
    assertFails(
        () -> of("a", BigInteger.TWO.pow(64)).getInt("a", 0), Code.INVALID_ARGUMENT, "an int in");
    assertFails(() -> of("a", "1").getDouble("a", 0), Code.INVALID_ARGUMENT, "a number, got 1");
    assertFails(() -> of("a", 1L).getString("a", ""), Code.INVALID_ARGUMENT, "a str or None");
    assertFails(() -> of("a", "S").getStrings("a", null), Code.INVALID_ARGUMENT, "a list of str");
    assertFails(
        () -> of("a", Arrays.asList("S", null)).getStrings("a", null),
        Code.INVALID_ARGUMENT,
        "a list of str, got [S, null]");
    assertFails(
        () -> of("a", List.of(1L)).getDoubles("a", 0, 0),
        Code.INVALID_ARGUMENT,
        "a list of 2 numbers");
    assertFails(
        () -> of("a", List.of("1", "2")).getDoubles("a", 0, 0),
        Code.INVALID_ARGUMENT,
        "a list of numbers");
  }

  @Test
  void aNumberOutOfItsRangeSaysTheRange() {
    assertThat(of("a", 3L).getInt("a", 1, 1, 3)).isEqualTo(3);
    assertFails(
        () -> of("a", 4L).getInt("a", 1, 1, 3),
        Code.INVALID_ARGUMENT,
        "keyword argument 'a' is 4, expected 1 <= a <= 3");
  }

  @Test
  void anUnknownRenderModeSaysWhichThereAre() {
    assertFails(
        () -> of("render_mode", "ascii").renderMode(),
        Code.UNSUPPORTED_MODE,
        "'ascii'",
        "[null, human, ansi, rgb_array]");
    assertFails(
        () -> of("render_mode", 3L).renderMode(), Code.INVALID_ARGUMENT, "'render_mode'", "str");
  }

  @Test
  void anArgumentThatNobodyReadIsAnErrorThatListsTheKnown() {
    Kwargs kwargs = Kwargs.of(Map.of("map_nam", "4x4"));
    assertFails(
        () -> kwargs.rejectUnread("Lake-v1"),
        Code.UNKNOWN_ARGUMENT,
        "Lake-v1 got an unexpected keyword argument 'map_nam'; it knows: none");

    assertThat(kwargs.getString("map_name", "8x8")).isEqualTo("8x8");
    assertThat(kwargs.getBoolean("is_slippery", true)).isTrue();
    assertFails(
        () -> kwargs.rejectUnread("Lake-v1"),
        Code.UNKNOWN_ARGUMENT,
        "'map_nam' (did you mean 'map_name'?); it knows: map_name, is_slippery");
    assertThat(kwargs.knownNames()).containsExactly("map_name", "is_slippery");
  }

  @Test
  void anArgumentThatWasReadIsNotRefused() {
    Kwargs kwargs = Kwargs.of(Map.of("a", 1L, "b", 2L));
    assertThat(kwargs.has("a")).isTrue();
    assertThat(kwargs.get("b", null)).isEqualTo(2L);

    kwargs.rejectUnread("Lake-v1");
  }

  @Test
  void argumentsDoNotChange() {
    double[] numbers = {1, 2};
    Kwargs kwargs = of("a", numbers);
    kwargs.getDoubles("a", 0, 0)[0] = 9;

    assertThat(numbers).containsExactly(1, 2);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> kwargs.asMap().clear());
  }
}
