package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.Space;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchTest {
  private static final Box<float[]> POSITION = Box.float32(-1, 1, 2);
  private static final Discrete BUTTON = Discrete.of(6);

  /** Memory as a door gives it: it remembers what it was asked for, and gives more than that. */
  private static final class CountingMemory implements BatchMemory {
    final List<Part> parts = new ArrayList<>();
    final List<ByteBuffer> given = new ArrayList<>();

    @Override
    public ByteBuffer allocate(Part part, int bytes) {
      parts.add(part);
      given.add(ByteBuffer.allocateDirect(bytes + 100));
      return given.get(given.size() - 1);
    }
  }

  @Test
  void aBatchHoldsWhatItWasBuiltWith() {
    Dict info = Dict.of("speed", Box.float64(0, 1));
    Batch batch = Batch.builder(3, POSITION, BUTTON).info(info).build();

    assertThat(batch.numEnvs()).isEqualTo(3);
    assertThat(batch.observationSpace()).isSameAs(POSITION).isSameAs(batch.observation().space());
    assertThat(batch.actionSpace()).isSameAs(BUTTON).isSameAs(batch.action().space());
    assertThat(batch.infoSpace()).isSameAs(info);
  }

  @Test
  void aColumnIsAnArrayToWhoeverSeesTheMemory() {
    Batch batch = Batch.builder(2, POSITION, BUTTON).build();
    batch.observation().write(0, new float[] {0.25f, 0.5f});
    batch.observation().write(1, new float[] {0.75f, 1});
    int offset = LayoutJson.of(batch).columns("output").get(0).offset();

    float[] array = new float[4];
    batch.memory().slice(offset, 16).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(array);
    assertThat(array).containsExactly(0.25f, 0.5f, 0.75f, 1);
    batch.observation().bytes().asFloatBuffer().get(array);
    assertThat(array).containsExactly(0.25f, 0.5f, 0.75f, 1);
  }

  @Test
  void whatIsWrittenFromOutsideIsTheAction() {
    Batch batch = Batch.builder(2, POSITION, BUTTON).build();
    batch.actionBytes().putLong(Long.BYTES, 5);

    assertThat(batch.readAction(0)).isEqualTo(0L);
    assertThat(batch.readAction(1)).isEqualTo(5L);
  }

  @Test
  void rewardsAreFloat64UnlessAskedFor32() {
    Batch wide = Batch.builder(2, POSITION, BUTTON).build();
    Batch narrow = Batch.builder(2, POSITION, BUTTON).reward32().build();
    wide.outcome(1, 0.1, false, false);
    narrow.outcome(1, 0.1, false, false);

    assertThat(wide.reward(1)).isEqualTo(0.1);
    assertThat(wide.rewardBytes().getDouble(Double.BYTES)).isEqualTo(0.1);
    assertThat(narrow.reward(1)).isEqualTo(0.1f);
    assertThat(narrow.rewardBytes().getFloat(Float.BYTES)).isEqualTo(0.1f);
    assertThat(narrow.describe()).contains("\"reward_dtype\":\"float32\"");
  }

  @Test
  void terminationAndTruncationAreColumnsApart() {
    Batch batch = Batch.builder(4, POSITION, BUTTON).build();
    batch.outcome(1, 0, true, false);
    batch.outcome(2, 0, false, true);
    batch.outcome(3, 0, true, true);

    for (int row = 0; row < 4; row++) {
      assertThat(batch.terminated(row)).isEqualTo(row == 1 || row == 3);
      assertThat(batch.truncated(row)).isEqualTo(row == 2 || row == 3);
      assertThat(batch.terminatedBytes().get(row)).isEqualTo((byte) (row % 2));
      assertThat(batch.truncatedBytes().get(row)).isEqualTo((byte) (row / 2));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AutoresetMode.class,
      names = {"NEXT_STEP", "DISABLED"})
  void onlySameStepHasFinalColumns(AutoresetMode mode) {
    Batch batch = Batch.builder(1, POSITION, BUTTON).autoreset(mode).build();
    batch.hasFinal(0, true);

    assertThat(batch.hasFinal(0)).isFalse();
    assertThat(batch.finalBytes().hasRemaining()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(batch::finalObservation)
        .withMessageContaining("SAME_STEP");
    assertThatIllegalStateException()
        .isThrownBy(batch::finalInfo)
        .withMessageContaining("SAME_STEP");
  }

  @Test
  void aRowWithoutFinalLosesItsFinalInfo() {
    Dict info = Dict.of("speed", Box.float64(0, 1));
    Batch batch =
        Batch.builder(2, POSITION, BUTTON).info(info).autoreset(AutoresetMode.SAME_STEP).build();
    for (int row = 0; row < 2; row++) {
      batch.hasFinal(row, true);
      batch.finalInfo().write(row, Info.of("speed", 0.5));
    }
    batch.hasFinal(1, false);

    assertThat(batch.hasFinal(0)).isTrue();
    assertThat(batch.finalInfo().read(0).getDouble("speed")).isEqualTo(0.5);
    assertThat(batch.hasFinal(1)).isFalse();
    assertThat(batch.finalInfo().read(1)).isEqualTo(Info.EMPTY);
  }

  @Test
  void packedTellsWhetherOutputsNeedTheHeap() {
    Text word = Text.of(3);
    assertThat(Batch.builder(1, word, BUTTON).build().describe()).contains("\"packed\":true");
    assertThat(Batch.builder(1, BUTTON, word).build().describe()).contains("\"packed\":false");
  }

  @Test
  void memoryFromOutsideIsUsed() {
    CountingMemory memory = new CountingMemory();
    Text word = Text.of(0, 10_000, "ab");
    Batch batch = Batch.builder(2, word, word).memory(memory).build();
    assertThat(memory.parts).containsExactly(BatchMemory.Part.COLUMNS);

    batch.outcome(0, Math.PI, false, false);
    ByteBuffer columns = memory.given.get(0).order(ByteOrder.LITTLE_ENDIAN);
    int rewardOffset = LayoutJson.of(batch).json().get("reward_offset").getAsInt();
    int start = columns.alignmentOffset(0, 64) == 0 ? 0 : 64 - columns.alignmentOffset(0, 64);
    assertThat(columns.getDouble(start + rewardOffset)).isEqualTo(Math.PI);

    batch.observation().write(0, "abba");
    batch.action().write(0, "baab");
    batch.observation().write(1, "a".repeat(9_000));
    assertThat(memory.parts)
        .containsExactly(
            BatchMemory.Part.COLUMNS,
            BatchMemory.Part.OUTPUT_HEAP,
            BatchMemory.Part.ACTION_HEAP,
            BatchMemory.Part.OUTPUT_HEAP);
    assertThat(batch.outputHeap()).isSameAs(memory.given.get(3));
    assertThat(batch.observation().read(0)).isEqualTo("abba");
    assertThat(batch.action().read(0)).isEqualTo("baab");
  }

  @Test
  void roomForActionsIsMadeBeforeTheyCome() {
    Batch batch = Batch.builder(1, POSITION, Text.of(0, 100_000, "a")).build();

    assertThat(batch.actionHeap(0).capacity()).isNotNegative();
    ByteBuffer heap = batch.actionHeap(100_000);
    assertThat(heap.capacity()).isGreaterThanOrEqualTo(100_000);
    assertThat(batch.actionHeap(10)).isSameAs(heap);
    assertFails(
        () -> batch.actionHeap(Integer.MAX_VALUE), Code.INVALID_ARGUMENT, "2147483647", "limit");
  }

  @Test
  void aBatchTooLargeIsAnErrorThatNamesTheLimit() {
    List<Space<?>> observations =
        List.of(
            Box.uint8(0, 255, 84, 84, 4),
            Text.of(3),
            MultiBinary.of(1000),
            Tuple.of(Box.float64(0, 1, 100), BUTTON));
    for (Space<?> observation : observations) {
      assertFails(
          () -> Batch.builder(Integer.MAX_VALUE, observation, Tuple.of()).build(),
          Code.INVALID_ARGUMENT,
          "2147483647 environments",
          "limit of 2147483519 bytes",
          "fewer");
    }
    assertFails(
        () -> Batch.builder(100_000, MultiBinary.of(30_000), BUTTON).build(),
        Code.INVALID_ARGUMENT,
        "100000 environments",
        "30000 bytes an environment");
  }

  @Test
  void aBatchOfNothingIsRefused() {
    assertFails(
        () -> Batch.builder(0, POSITION, BUTTON), Code.INVALID_ARGUMENT, "num_envs is 0", "1");
  }

  @Test
  void spacesOfNothingNeedNoMemory() {
    Box<float[]> empty = Box.of(DType.FLOAT32, new float[0], new float[0], 0);
    Batch batch = Batch.builder(3, Tuple.of(empty, Dict.EMPTY), Tuple.of()).build();
    batch.observation().write(2, List.of(new float[0], Map.of()));

    assertThat((List<?>) batch.observation().read(2)).hasSize(2);
    assertThat(batch.actionBytes().hasRemaining()).isFalse();
  }
}
