package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Space;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnsTest {
  private static final Box<float[]> POSITION = Box.float32(-1, 1, 2);
  private static final Discrete BUTTON = Discrete.of(6);
  private static final Dict SHIP =
      Dict.of("position", POSITION, "cargo", Tuple.of(BUTTON, Text.of(0, 3, "ab")));

  private static Columns<?> columns(Space<?> space) {
    return Batch.builder(4, space, BUTTON).build().observation();
  }

  static Stream<Arguments> mismatches() {
    return Stream.of(
        arguments(POSITION, new float[3], "expected float[2] (float32, shape [2]), got float[3]"),
        arguments(POSITION, new double[2], "got double[2]"),
        arguments(POSITION, 0.5, "got 0.5 (Double)"),
        arguments(Box.uint8(0, 255, 2, 2), new byte[2], "byte[4] (uint8, shape [2, 2])"),
        arguments(BUTTON, 6L, "an integer with 0 <= value < 6, got 6 (Long)"),
        arguments(BUTTON, -1, "got -1 (Integer)"),
        arguments(BUTTON, 2.0, "got 2.0 (Double)"),
        arguments(Discrete.of(3, -1), Long.MAX_VALUE, "-1 <= value < 2"),
        arguments(MultiDiscrete.of(3, 4), new long[3], "long[2] (shape [2]), got long[3]"),
        arguments(MultiDiscrete.of(3, 4), new int[2], "got int[2]"),
        arguments(MultiDiscrete.of(3, 4), new long[] {0, 4}, "element 1 is 4, expected 0 <="),
        arguments(
            MultiDiscrete.of(new long[] {3}, new long[] {-2}),
            new long[] {Long.MAX_VALUE},
            "element 0 is 9223372036854775807, expected -2 <= element < 1"),
        arguments(MultiBinary.of(2), new byte[3], "byte[2], got byte[3]"),
        arguments(MultiBinary.of(2), new byte[] {0, 2}, "element 1 is 2, expected 0 or 1"),
        arguments(Tuple.of(BUTTON), List.of(), "a List of 1 items, got [] "),
        arguments(Tuple.of(BUTTON), "text", "got text (String)"),
        arguments(SHIP, Map.of("cargo", List.of()), "the keys [cargo, position], got the keys"),
        arguments(SHIP, List.of(), "the keys [cargo, position], got [] "),
        arguments(Text.of(3), "long text", "3 characters"),
        arguments(Sequence.of(BUTTON), List.of(1L, 6L), "[1]: expected an integer in [0, 6)"));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void aValueThatDoesNotFitNamesItsRowAndIsNotWritten(
      Space<?> space, Object value, String message) {
    Columns<?> columns = columns(space);
    Object sample = space.sampler(0).sample();
    columns.write(3, sample);

    assertFails(
        () -> columns.write(3, value),
        Code.BROKEN_CONTRACT,
        "env=3, observation does not match its space: ",
        message);
    // A column of several elements may have taken those before the wrong one.
    if (!(space instanceof MultiDiscrete)) {
      assertThat(columns.read(3)).usingRecursiveComparison().isEqualTo(sample);
    }
  }

  @Test
  void aMismatchTellsThePath() {
    Columns<?> columns = columns(SHIP);

    assertFails(
        () -> columns.write(2, Map.of("position", new float[1], "cargo", List.of(0L, ""))),
        Code.BROKEN_CONTRACT,
        "env=2, observation.position does not match its space");
    assertFails(
        () -> columns.write(1, Map.of("position", new float[2], "cargo", List.of(0L, "abc!"))),
        Code.BROKEN_CONTRACT,
        "env=1, observation.cargo[1] does not match its space");
  }

  @Test
  void nullIsAMismatch() {
    for (Space<?> space : List.of(POSITION, BUTTON, SHIP, Text.of(3), Tuple.of(BUTTON))) {
      assertFails(
          () -> columns(space).write(0, null), Code.BROKEN_CONTRACT, "env=0, observation", "null");
    }
  }

  @Test
  void aNumberIsABoxOfOneElement() {
    Columns<?> speed = columns(Box.float64(0, 10));
    speed.write(1, 2.5);
    assertThat(speed.read(1)).isEqualTo(new double[] {2.5});
    speed.write(1, 3);
    assertThat(speed.read(1)).isEqualTo(new double[] {3});

    Columns<?> lives = columns(Box.uint8(0, 255));
    lives.write(1, 200);
    assertThat(lives.read(1)).isEqualTo(new byte[] {(byte) 200});
    lives.write(1, 3.0);
    assertThat(lives.read(1)).isEqualTo(new byte[] {3});
  }

  @Test
  void aNumberThatWouldBeCutOffIsAMismatch() {
    for (Number number : List.of(300, -1, 3.5, Double.NaN, 1e30)) {
      assertFails(
          () -> columns(Box.uint8(0, 255)).write(2, number),
          Code.BROKEN_CONTRACT,
          "env=2, observation does not match its space: expected byte[1] (uint8",
          "got " + number);
    }
    assertFails(
        () -> columns(Box.uniform(DType.INT64, 0, 10)).write(2, 9.3e18),
        Code.BROKEN_CONTRACT,
        "got 9.3E18 (Double)");
  }

  @Test
  void anyIntegerOfTheRangeIsADiscrete() {
    Columns<?> columns = columns(Discrete.of(Long.MAX_VALUE, 0));
    columns.write(0, 7);
    columns.write(1, Long.MAX_VALUE - 1);

    assertThat(columns.read(0)).isEqualTo(7L);
    assertThat(columns.read(1)).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void partsAreReachedByNameAndIndex() {
    Columns<?> ship = columns(SHIP);
    ship.write(3, Map.of("position", new float[] {0.5f, 1}, "cargo", List.of(4L, "ab")));

    assertThat(ship.field("position").read(3)).isEqualTo(new float[] {0.5f, 1});
    assertThat(ship.field("position").space()).isSameAs(POSITION);
    assertThat(ship.field("position").bytes().getFloat(7 * Float.BYTES)).isEqualTo(1);
    assertThat(ship.field("cargo").item(0).read(3)).isEqualTo(4L);
    assertThat(ship.field("cargo").item(1).read(3)).isEqualTo("ab");
  }

  @Test
  void aPartThatIsNotThereIsAnErrorThatSaysWhatIs() {
    Columns<?> ship = columns(SHIP);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ship.field("speed"))
        .withMessageContainingAll("observation has no field 'speed'", "position");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ship.item(0))
        .withMessageContaining("observation has no item 0");
    for (int index : new int[] {-1, 2}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ship.field("cargo").item(index))
          .withMessageContaining("observation.cargo has no item " + index);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ship.field("position").field("x"));
  }

  @Test
  void onlyASingleColumnOfFixedSizeHasBytes() {
    for (Space<?> space : List.of(SHIP, Text.of(3), Tuple.of(BUTTON))) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> columns(space).bytes())
          .withMessageContaining("observation has no single column");
    }
    assertThat(columns(BUTTON).bytes().capacity()).isEqualTo(4 * Long.BYTES);
  }

  @Test
  void whatIsReadIsACopy() {
    Columns<?> columns = columns(POSITION);
    columns.write(0, new float[] {1, 0});
    float[] read = (float[]) columns.read(0);
    read[0] = -1;

    assertThat(columns.read(0)).isEqualTo(new float[] {1, 0});
  }
}
