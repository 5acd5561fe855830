package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceJsonTest {
  @Test
  void formIsWhatPythonReads() {
    assertThat(SpaceJson.toJson(Box.float32(Double.NEGATIVE_INFINITY, 1, 2)))
        .isEqualTo(
            """
            {"type":"Box","dtype":"float32","shape":[2],"low":"-inf","high":1.0}\
            """);
    assertThat(SpaceJson.toJson(Box.uint8(new byte[] {0, 1}, new byte[] {-1, -1})))
        .isEqualTo(
            """
            {"type":"Box","dtype":"uint8","shape":[2],"low":[0,1],"high":255}\
            """);
    assertThat(SpaceJson.toJson(Box.int8(Double.NEGATIVE_INFINITY, 1)))
        .isEqualTo(
            """
            {"type":"Box","dtype":"int8","shape":[1],"low":-128,"high":1,\
            "bounded_below":false,"bounded_above":true}\
            """);
    assertThat(SpaceJson.toJson(Dict.of("b", Discrete.of(2), "a", Text.of(0, 1, "<\u00e9"))))
        .isEqualTo(
            """
            {"type":"Dict","spaces":[\
            ["a",{"type":"Text","min_length":0,"max_length":1,"charset":"<\u00e9"}],\
            ["b",{"type":"Discrete","n":2,"start":0,"dtype":"int64"}]]}\
            """);
    assertThat(SpaceJson.toJson(Graph.of(MultiBinary.of(3), null)))
        .isEqualTo(
            """
            {"type":"Graph","node":{"type":"MultiBinary","shape":[3]},"edge":null}\
            """);
  }

  @Test
  void numbersKeepTheirBits() {
    Box<long[]> unsigned = Box.of(DType.UINT64, new long[] {3}, new long[] {-1}, 1);
    assertThat(SpaceJson.toJson(unsigned)).contains("\"high\":18446744073709551615");
    assertThat(SpaceJson.fromJson(SpaceJson.toJson(unsigned))).isEqualTo(unsigned);
    Box<double[]> tiny =
        Box.float64(new double[] {-0.0, Double.MIN_VALUE}, new double[] {0.0, Double.MAX_VALUE});
    assertThat(SpaceJson.fromJson(SpaceJson.toJson(tiny))).isEqualTo(tiny);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | space: expected an object, got JsonNull
          [] | space: expected an object, got JsonArray
          {} | space has no "type"
          {"type":"Cube"} | space: unknown type Cube
          {"type":"Discrete","n":2,"dtype":"int64"} | space has no "start"
          {"type":"Discrete","n":"2","start":0,"dtype":"int64"} \
          | space.n: expected an integer, got "2"
          {"type":"Discrete","n":1e99,"start":0,"dtype":"int64"} \
          | space.n: expected an integer, got 1e99
          {"type":"Discrete","n":99999999999999999999,"start":0,"dtype":"int64"} \
          | space.n: expected an integer of 64 bits, got 99999999999999999999
          {"type":"Discrete","n":2,"start":0,"dtype":"int7"} | unknown dtype: int7
          {"type":"MultiBinary","shape":[4294967296]} \
          | space.shape[0]: expected an integer of 32 bits
          {"type":"Tuple","spaces":[{"type":"OneOf","spaces":3}]} \
          | space.spaces[0].spaces: expected an array, got 3
          {"type":"Dict","spaces":[["a"]]} | space.spaces[0]: expected 2 elements, got 1
          {"type":"Sequence","feature":{"type":"MultiBinary","shape":[1]},"stack":0} \
          | space.stack: expected true or false, got 0
          {"type":"Box","dtype":"uint8","shape":[],"low":0,"high":256} \
          | space.high: 256 is not of dtype uint8
          {"type":"Box","dtype":"float32","shape":[],"low":0,"high":1e39} \
          | space.high: 1.0E39 is too large for float32
          {"type":"Box","dtype":"float32","shape":[],"low":"nan","high":1} \
          | space.low: expected a number, "inf" or "-inf", got "nan"
          {"type":"Box","dtype":"float32","shape":[2],"low":[0],"high":1} \
          | space.low: expected 2 elements, got 1
          {"type":"Box","dtype":"float32","shape":[100000000],"low":0,"high":1} \
          | space: the boxes have more than
          {"type":"Tuple" | not JSON
          """)
  void whatIsNoSpaceIsAnErrorThatSaysWhere(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpaceJson.fromJson(json))
        .withMessageStartingWith(message);
  }

  @Test
  void aKeyTwiceIsRefused() {
    String space = "{\"type\":\"MultiBinary\",\"shape\":[1]}";
    String json = "{'type':'Dict','spaces':[['a',%s],['a',%s]]}".formatted(space, space);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpaceJson.fromJson(json.replace('\'', '"')))
        .withMessage("space.spaces: duplicate key a");
  }
}
