package io.javagym.doors;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import io.javagym.GymException.Code;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values(2)).ofMaxSize(5);
  }

  private static Arbitrary<Object> values(int depth) {
    BigInteger beyondLong = BigInteger.TWO.pow(63);
    BigInteger farBeyond = BigInteger.TWO.pow(200);
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            List.of(
                Arbitraries.of(false, true),
                Arbitraries.longs(),
                Arbitraries.bigIntegers().between(beyondLong, farBeyond),
                Arbitraries.bigIntegers().between(farBeyond.negate(), beyondLong.not()),
                Arbitraries.doubles(),
                Arbitraries.of(
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e16),
                Arbitraries.of("NaN", "-Infinity", "\"NaN", "\\", "0e999"),
                Arbitraries.strings()));
    Arbitrary<Object> withNull = leaves.injectNull(0.1);
    if (depth == 0) {
      return withNull;
    }
    Arbitrary<Object> inner = values(depth - 1);
    Arbitrary<Object> lists = inner.list().ofMaxSize(3).map(list -> list);
    Arbitrary<Object> maps =
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), inner).ofMaxSize(3).map(map -> map);
    return Arbitraries.oneOf(List.of(withNull, lists, maps));
  }

  private static @Nullable Object value(String json) {
    return JsonValues.parseObject("{\"a\": " + json + "}").get("a");
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void valuesComeBackAsTheyWere(@ForAll("objects") Map<String, Object> object) {
    JsonElement json = JsonValues.toJson(object);

    assertThat(JsonValues.parseObject(json.toString())).isEqualTo(object);
  }

  @Test
  void integersKeepAllTheirDigits() {
    assertThat(value("3")).isEqualTo(3L);
    assertThat(value("-0")).isEqualTo(0L);
    assertThat(value("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(value("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(value("9223372036854775808")).isEqualTo(BigInteger.TWO.pow(63));
    assertThat(value("-340282366920938463463374607431768211456"))
        .isEqualTo(BigInteger.TWO.pow(128).negate());
  }

  @Test
  void whatPythonWritesWithAPointOrAnExponentIsADouble() {
    assertThat(value("1.0")).isEqualTo(1.0);
    assertThat(value("-0.0")).isEqualTo(-0.0);
    assertThat(value("1e+16")).isEqualTo(1e16);
    assertThat(value("5e-324")).isEqualTo(Double.MIN_VALUE);
    assertThat(value("0.1")).isEqualTo(0.1);
  }

  @Test
  void whatIsNoNumberHasPythonsName() {
    assertThat(value("NaN")).isEqualTo(Double.NaN);
    assertThat(value("Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(value("[-Infinity,NaN]")).isEqualTo(List.of(Double.NEGATIVE_INFINITY, Double.NaN));
    assertThat(JsonValues.toJson(new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 0.5}))
        .hasToString("[NaN,-Infinity,0.5]");
  }

  @Test
  void textsOfThoseNamesAreTexts() {
    assertThat(value("\"NaN\"")).isEqualTo("NaN");
    assertThat(value("\"\\\"NaN\"")).isEqualTo("\"NaN");
    assertThat(value("\"-Infinity \\\\\"")).isEqualTo("-Infinity \\");
    assertThat(JsonValues.parseObject("{\"NaN\": \"\\ud83d\\ude00\"}"))
        .isEqualTo(Map.of("NaN", "\ud83d\ude00"));
  }

  @Test
  void textsListsAndObjectsNest() {
    assertThat(value("{\"b\": [1, [null, true], {}]}"))
        .isEqualTo(Map.of("b", List.of(1L, Arrays.asList(null, true), Map.of())));
    assertThat(JsonValues.parseObject(null)).isEmpty();
    assertThat(JsonValues.parseObject(" {} ")).isEmpty();
  }

  @Test
  void orderIsKept() {
    assertThat(JsonValues.parseObject("{\"z\": 1, \"a\": 2, \"m\": 3}").keySet())
        .containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[1]",
        "3",
        "\"a\"",
        "{",
        "{\"a\"",
        "{\"a\": }",
        "{\"a\": 1",
        "{\"a\": 1,}",
        "{\"a\": 1}}",
        "{\"a\": 1} {}",
        "{\"a\": [1, 2}",
        "{\"a\": tru}",
        "{\"a\": NaNs}",
        "{a: 1}",
        "{'a': 1}",
        "{\"a\": 01}",
        "{\"a\": [,]}",
        "{\"a\": 1; \"b\": 2}",
        "{\"a\": \"\\q\"}",
        "{\\",
      })
  void whatIsNoJsonObjectIsAnErrorThatShowsIt(String json) {
    assertFails(
        () -> JsonValues.parseObject(json),
        Code.INVALID_ARGUMENT,
        "expected a JSON object, got " + json);
  }
}
