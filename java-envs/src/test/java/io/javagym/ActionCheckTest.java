package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.OneOf;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Space;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionCheckTest {
  private static final Discrete BUTTON = Discrete.of(6);

  private static Batch batch(Space<?> actionSpace) {
    return Batch.builder(4, BUTTON, actionSpace).build();
  }

  @Test
  void aDiscreteActionOutOfRangeNamesRowValueAndRange() {
    Batch batch = batch(BUTTON);
    for (long action : new long[] {-1, 6, Long.MIN_VALUE, Long.MAX_VALUE}) {
      batch.actionBytes().putLong(3 * Long.BYTES, action);
      assertFails(
          () -> batch.readAction(3),
          Code.INVALID_ACTION,
          "action out of range: env=3, action=%d, expected 0 <= action < 6".formatted(action));
    }
  }

  @Test
  void aDiscreteActionIsReadInItsOwnType() {
    Batch bytes = batch(Discrete.of(256 - 56, 56, DType.UINT8));
    bytes.actionBytes().put(1, (byte) 255);
    assertThat(bytes.readAction(1)).isEqualTo(255L);
    assertFails(() -> bytes.readAction(0), Code.INVALID_ACTION, "expected 56 <= action < 256");

    Batch signed = batch(Discrete.of(3, -1));
    signed.actionBytes().putLong(0, Long.MAX_VALUE);
    assertFails(() -> signed.readAction(0), Code.INVALID_ACTION, "expected -1 <= action < 2");
  }

  @Test
  void aBoxTakesWhatIsBeyondItsBoundsButNotNan() {
    Box<float[]> space = Box.float32(-1, 1, 2);
    Batch batch = batch(space);
    float[] beyond = {7.5f, Float.NEGATIVE_INFINITY};
    batch.action().write(1, beyond);
    assertThat(batch.readAction(1)).isEqualTo(beyond);
    assertThat(ActionCheck.explain(space, beyond)).isNull();

    float[] nan = {0, Float.NaN};
    batch.action().write(2, nan);
    assertFails(
        () -> batch.readAction(2),
        Code.INVALID_ACTION,
        "action not in its space: env=2, element 1 is nan, expected -1.0 <= element <= 1.0");
    assertThat(ActionCheck.explain(space, nan)).startsWith("element 1 is nan");
    assertThat(ActionCheck.explain(space, new float[3])).contains("got float[3]");
  }

  @Test
  void arraysOfIntegersAndBitsAreCheckedElementByElement() {
    Batch numbers = batch(MultiDiscrete.of(new long[] {3, 2}, new long[] {0, -1}));
    numbers.actionBytes().putLong(Long.BYTES, Long.MAX_VALUE);
    assertFails(
        () -> numbers.readAction(0),
        Code.INVALID_ACTION,
        "env=0, element 1 is 9223372036854775807, expected -1 <= element < 1");

    Batch bits = batch(MultiBinary.of(2));
    bits.actionBytes().put(3, (byte) -1);
    assertFails(
        () -> bits.readAction(1), Code.INVALID_ACTION, "env=1, element 1 is -1, expected 0 or 1");
  }

  @Test
  void aPartOfAnActionIsNamedByItsPath() {
    Space<?> space = Dict.of("arm", Tuple.of(Box.float32(-1, 1), BUTTON), "leg", BUTTON);
    Batch batch = batch(space);
    batch.action().field("arm").item(1).bytes().putLong(Long.BYTES, 6);

    assertFails(
        () -> batch.readAction(1),
        Code.INVALID_ACTION,
        "action.arm[1] out of range: env=1, action=6, expected 0 <= action < 6");
    Object wrong = Map.of("arm", List.of(new float[1], 6L), "leg", 0L);
    assertThat(ActionCheck.explain(space, wrong))
        .isEqualTo("arm: [1]: expected an integer in [0, 6), got 6");
    assertThat(ActionCheck.explain(space, Map.of("arm", List.of())))
        .isEqualTo("expected a map of [arm, leg], got a map of [arm]");
  }

  @Test
  void aPackedActionIsCheckedToo() {
    Batch batch = batch(Sequence.of(BUTTON));
    ByteBuffer heap = batch.actionHeap(100).order(ByteOrder.LITTLE_ENDIAN);
    heap.putInt(0, 1).putLong(Integer.BYTES, 6);
    batch.actionBytes().putLong(0, 0).putLong(Long.BYTES, Integer.BYTES + Long.BYTES);

    assertFails(
        () -> batch.readAction(0),
        Code.INVALID_ACTION,
        "action not in its space: env=0, [0]: expected an integer in [0, 6), got 6");

    Batch choice = batch(OneOf.of(BUTTON, Text.of(3)));
    choice.actionHeap(100).putInt(0, 2);
    choice.actionBytes().putLong(Long.BYTES, Integer.BYTES);
    assertFails(() -> choice.readAction(0), Code.INVALID_ARGUMENT, "action: the packed value");
  }
}
