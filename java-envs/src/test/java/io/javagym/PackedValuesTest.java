package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Graph;
import io.javagym.spaces.GraphInstance;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.OneOf;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceArbitraries;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedValuesTest {
  private static final Box<float[]> EMPTY_BOX =
      Box.of(DType.FLOAT32, new float[0], new float[0], 0);

  /** Far more than any value of a few bytes may take. */
  private static final long MOST_BYTES_A_READ = 16L << 20;

  static List<Space<?>> everyKind() {
    return List.of(
        Box.float32(-1, 1, 2, 3),
        EMPTY_BOX,
        Discrete.of(5, -2, DType.INT16),
        MultiDiscrete.of(3, 4),
        MultiBinary.of(3),
        Text.of(0, 20),
        Tuple.of(Text.of(3), Discrete.of(3)),
        Dict.of("a", Box.uint8(0, 255, 4), "b", Text.of(3)),
        Sequence.of(Discrete.of(3, 0, DType.UINT8)),
        Sequence.of(Sequence.of(Sequence.of(Tuple.of()))),
        Sequence.of(Dict.of("box", EMPTY_BOX, "text", Text.of(3))),
        Graph.of(Box.float32(0, 1, 2), Discrete.of(3)),
        Graph.of(EMPTY_BOX, EMPTY_BOX),
        Graph.of(MultiBinary.of(2), null),
        OneOf.of(Discrete.of(3), Text.of(3), Sequence.of(MultiBinary.of(1))),
        Sequence.of(OneOf.of(Graph.of(Text.of(3), Text.of(3)), Tuple.of())));
  }

  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2);
  }

  private static byte[] pack(Space<?> space, Object value) {
    PackedValues.Writer writer = new PackedValues.Writer();
    writer.write(space, value);
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  private static Object unpack(Space<?> space, byte[] bytes) {
    return new PackedValues.Reader(ByteBuffer.wrap(bytes), 0, bytes.length).readAll(space, "word");
  }

  private static byte[] integers(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsPackedComesBack(
      @ForAll("spaces") Space<?> space, @ForAll @LongRange(min = 0) long seed) {
    Object value = space.sampler(seed).sample();

    Object back = unpack(space, pack(space, value));
    assertThat(back).usingRecursiveComparison().isEqualTo(value);
    assertThat(space.explain(back)).isNull();
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void bytesThatEndEarlyOrLateAreAnError(
      @ForAll("spaces") Space<?> space, @ForAll @LongRange(min = 0) long seed) {
    byte[] packed = pack(space, space.sampler(seed).sample());
    int stride = Math.max(1, packed.length / 50);

    for (int length = 0; length < packed.length; length += stride) {
      byte[] early = Arrays.copyOf(packed, length);
      assertFails(() -> unpack(space, early), Code.INVALID_ARGUMENT, "word: ", "ends after");
    }
    byte[] late = Arrays.copyOf(packed, packed.length + 1);
    assertFails(() -> unpack(space, late), Code.INVALID_ARGUMENT, "word: 1 bytes are left over");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void garbageIsAValueOrAnErrorButNothingElse(Space<?> space) {
    SplittableRandom random = new SplittableRandom(space.toString().hashCode());
    byte[] sample = pack(space, space.sampler(1).sample());
    for (int i = 0; i < 10_000; i++) {
      readWithoutHarm(space, i % 2 == 0 ? garbage(random) : damaged(sample, random));
    }
  }

  /** Mostly zeros, so that counts are often small and there is more behind them. */
  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(80)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2));
    }
    return bytes;
  }

  /** A value with one byte changed. */
  private static byte[] damaged(byte[] packed, SplittableRandom random) {
    byte[] bytes = packed.clone();
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static void readWithoutHarm(Space<?> space, byte[] bytes) {
    long before = allocatedBytes();
    try {
      unpack(space, bytes);
    } catch (GymException e) {
      assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
    }
    long allocated = allocatedBytes() - before;
    if (allocated > MOST_BYTES_A_READ) {
      throw new AssertionError("%d bytes for %s".formatted(allocated, Arrays.toString(bytes)));
    }
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void countsThatTheBytesDoNotHoldTakeNoMemory() {
    int most = Integer.MAX_VALUE;
    readWithoutHarm(Text.of(3), integers(most, 0, 0));
    readWithoutHarm(Sequence.of(Discrete.of(3)), integers(most, 0, 0));
    readWithoutHarm(Sequence.of(EMPTY_BOX), integers(most));
    readWithoutHarm(Sequence.of(MultiBinary.of(1 << 30)), integers(2, 0));
    readWithoutHarm(Graph.of(EMPTY_BOX, EMPTY_BOX), integers(0, most));
    readWithoutHarm(Graph.of(EMPTY_BOX, EMPTY_BOX), integers(0, 1 << 30, 0, 0));
    readWithoutHarm(Graph.of(EMPTY_BOX, EMPTY_BOX), integers(most, 0));
    readWithoutHarm(Graph.of(EMPTY_BOX, EMPTY_BOX), integers(0, -2));
    readWithoutHarm(OneOf.of(EMPTY_BOX), integers(most));
    readWithoutHarm(OneOf.of(EMPTY_BOX), integers(-1));
  }

  /** Each of 10,000 lists claims as many elements without bytes as one may have. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void elementsWithoutBytesAreCountedInTheWholeValue() {
    int[] counts = new int[10_001];
    Arrays.fill(counts, 1 << 16);
    counts[0] = 10_000;

    readWithoutHarm(Sequence.of(Sequence.of(Tuple.of())), integers(counts));
    assertFails(
        () -> unpack(Sequence.of(Sequence.of(Tuple.of())), integers(counts)),
        Code.INVALID_ARGUMENT,
        "ends after");
  }

  @Test
  void aFewElementsWithoutBytesComeBack() {
    List<Object> thousand = Collections.nCopies(1000, List.of());
    Sequence space = Sequence.of(Tuple.of());

    assertThat(unpack(space, pack(space, thousand))).isEqualTo(thousand);
  }

  @Test
  void theFormIsThatOfTheProtocol() {
    assertThat(pack(Text.of(0, 3, "\u00e9a"), "a\u00e9"))
        .containsExactly(3, 0, 0, 0, 'a', 0xC3, 0xA9);
    assertThat(pack(Sequence.of(Discrete.of(9, 0, DType.UINT16)), List.of(1L, 258 % 9L)))
        .containsExactly(2, 0, 0, 0, 1, 0, 6, 0);
    assertThat(pack(Tuple.of(MultiBinary.of(2), Box.int8(-5, 5)), List.of(bytes(1, 0), bytes(-2))))
        .containsExactly(1, 0, -2);
    assertThat(
            pack(OneOf.of(MultiBinary.of(1), MultiBinary.of(2)), new OneOf.Choice(1, bytes(0, 1))))
        .containsExactly(1, 0, 0, 0, 0, 1);
    Graph graph = Graph.of(MultiBinary.of(1), MultiBinary.of(1));
    assertThat(pack(graph, new GraphInstance(List.of(bytes(1)), null, null)))
        .containsExactly(1, 0, 0, 0, 1, -1, -1, -1, -1);
    assertThat(pack(graph, new GraphInstance(List.of(), List.of(bytes(1)), new int[] {2, 3})))
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 3, 0, 0, 0);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
