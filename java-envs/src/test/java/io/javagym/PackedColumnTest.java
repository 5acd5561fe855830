package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.OneOf;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackedColumnTest {
  private static final int HEAP_GENERATION_OFFSET = 0;
  private static final int FIRST_HEAP_BYTES = 4096;

  private static final Discrete BUTTON = Discrete.of(2);
  private static final Text WORD = Text.of(0, 100_000, "abc");

  private static long generation(Batch batch) {
    return batch.memory().getLong(HEAP_GENERATION_OFFSET);
  }

  /** Each number is one write: a row of four, a column of two, and a length of up to 299. */
  @Property(tries = 200)
  void aValueThatGrowsOrShrinksChangesNoOther(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 2399) Integer> writes) {
    Batch batch = Batch.builder(4, Tuple.of(WORD, Sequence.of(BUTTON)), BUTTON).build();
    Columns<?> words = batch.observation().item(0);
    Columns<?> lists = batch.observation().item(1);
    List<String> expectedWords = new ArrayList<>(Collections.nCopies(4, ""));
    List<List<Long>> expectedLists = new ArrayList<>(Collections.nCopies(4, List.of()));
    for (int row = 0; row < 4; row++) {
      batch.observation().write(row, List.of("", List.of()));
    }
    for (int write : writes) {
      int row = write % 4;
      int length = write / 8;
      if (write / 4 % 2 == 0) {
        expectedWords.set(row, "abc".substring(row % 3, row % 3 + 1).repeat(length));
        words.write(row, expectedWords.get(row));
      } else {
        expectedLists.set(row, Collections.nCopies(length, row % 2L));
        lists.write(row, expectedLists.get(row));
      }
      for (int other = 0; other < 4; other++) {
        assertThat(words.read(other)).isEqualTo(expectedWords.get(other));
        assertThat(lists.read(other)).isEqualTo(expectedLists.get(other));
      }
    }
  }

  @Test
  void growthOfTheHeapIsCountedInTheHeader() {
    Batch batch = Batch.builder(2, WORD, WORD).build();
    assertThat(generation(batch)).isZero();

    batch.observation().write(0, "abba");
    assertThat(generation(batch)).isEqualTo(1);
    ByteBuffer first = batch.outputHeap();

    batch.observation().write(1, "a".repeat(1000));
    batch.observation().write(1, "b");
    assertThat(generation(batch)).isEqualTo(1);
    assertThat(batch.outputHeap()).isSameAs(first);

    batch.observation().write(1, "a".repeat(FIRST_HEAP_BYTES));
    assertThat(generation(batch)).isEqualTo(2);
    assertThat(batch.outputHeap()).isNotSameAs(first);
    assertThat(batch.observation().read(0)).isEqualTo("abba");

    // Who writes actions asks for their heap, so their growth is no news.
    batch.action().write(0, "a".repeat(FIRST_HEAP_BYTES));
    assertThat(generation(batch)).isEqualTo(2);
  }

  @Test
  void valuesThatComeAndGoDoNotGrowTheHeap() {
    Batch batch = Batch.builder(100, WORD, BUTTON).build();
    for (int row = 0; row < 100; row++) {
      batch.observation().write(row, "a".repeat(500));
    }
    ByteBuffer heap = batch.outputHeap();
    assertThat(heap.capacity()).isLessThanOrEqualTo(2 * 100 * 512);

    for (int round = 0; round < 100; round++) {
      for (int row = 0; row < 100; row++) {
        batch.observation().write(row, "a".repeat((round * 7 + row) % 501));
      }
    }
    assertThat(batch.outputHeap()).isSameAs(heap);
  }

  @Test
  void aWriteForWhichThereIsNoMemoryChangesNothing() {
    BatchMemory small =
        (part, bytes) -> {
          if (part == BatchMemory.Part.OUTPUT_HEAP && bytes > FIRST_HEAP_BYTES) {
            throw GymException.invalidArgument("no shared memory left");
          }
          return BatchMemory.DIRECT.allocate(part, bytes);
        };
    Columns<?> words = Batch.builder(2, WORD, BUTTON).memory(small).build().observation();
    words.write(0, "a");
    words.write(1, "b");

    assertFails(() -> words.write(0, "a".repeat(5000)), Code.INVALID_ARGUMENT, "no shared memory");
    assertThat(words.read(0)).isEqualTo("a");
    words.write(0, "c".repeat(30));
    assertThat(words.read(0)).isEqualTo("c".repeat(30));
    assertThat(words.read(1)).isEqualTo("b");
  }

  @Test
  void aCellThatLiesOutsideOfTheHeapIsAnErrorThatSaysSo() {
    Batch batch = Batch.builder(2, BUTTON, OneOf.of(BUTTON, WORD)).build();
    batch.actionHeap(100);
    long[][] cells = {
      {0, FIRST_HEAP_BYTES + 1},
      {FIRST_HEAP_BYTES, 1},
      {-1, 4},
      {0, -1},
      {1L << 32, 12},
      {0, 1L << 32},
      {Long.MAX_VALUE, Long.MAX_VALUE},
      {Long.MIN_VALUE, Long.MIN_VALUE},
    };
    for (long[] cell : cells) {
      batch.actionBytes().putLong(16, cell[0]).putLong(24, cell[1]);
      assertFails(
          () -> batch.readAction(1),
          Code.INVALID_ARGUMENT,
          "env=1, action: offset %d and length %d".formatted(cell[0], cell[1]),
          "heap of 4096 bytes");
    }
  }

  @Test
  void aCellThatNobodyWroteHoldsNoValue() {
    Batch batch = Batch.builder(1, WORD, WORD).build();

    assertFails(() -> batch.readAction(0), Code.INVALID_ARGUMENT, "action", "ends after 0 bytes");
  }
}
