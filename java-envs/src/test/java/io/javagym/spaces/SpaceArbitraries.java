package io.javagym.spaces;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Spaces of all kinds, with bounds that every sample keeps. */
public final class SpaceArbitraries {
  private static final List<DType<?>> FLOATING =
      List.of(DType.FLOAT16, DType.FLOAT32, DType.FLOAT64);
  private static final List<DType<?>> INTEGERS =
      List.of(
          DType.INT8,
          DType.UINT8,
          DType.INT16,
          DType.UINT16,
          DType.INT32,
          DType.UINT32,
          DType.INT64,
          DType.UINT64);

  private SpaceArbitraries() {}

  /** Spaces that hold each other so many levels deep. */
  public static Arbitrary<Space<?>> spaces(int depth) {
    Arbitrary<Space<?>> leaves =
        Arbitraries.oneOf(
            List.of(
                floatBoxes(),
                integerBoxes(),
                unboundedIntegerBoxes(),
                discretes(),
                multiDiscretes(),
                multiBinaries(),
                texts()));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Space<?>> inner = spaces(depth - 1);
    Arbitrary<List<Space<?>>> lists = inner.list().ofMaxSize(3);
    Arbitrary<Space<?>> tuples = lists.map(Tuple::of);
    Arbitrary<Space<?>> oneOfs = lists.filter(list -> !list.isEmpty()).map(OneOf::of);
    Arbitrary<Space<?>> dicts =
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), inner)
            .ofMaxSize(3)
            .flatMap(map -> Arbitraries.of(Dict.of(map), Dict.ordered(map)));
    Arbitrary<Space<?>> sequences =
        Combinators.combine(inner, Arbitraries.of(false, true)).as(Sequence::of);
    Arbitrary<Space<?>> graphs =
        Combinators.combine(spaces(0), spaces(0).injectNull(0.3)).as(Graph::of);
    return Arbitraries.oneOf(List.of(leaves, tuples, oneOfs, dicts, sequences, graphs));
  }

  private static Arbitrary<int[]> shapes(int leastLength) {
    return Arbitraries.integers().between(leastLength, 3).array(int[].class).ofMaxSize(3);
  }

  private static Arbitrary<Space<?>> floatBoxes() {
    Arbitrary<Double> bounds =
        Arbitraries.oneOf(
            List.of(
                Arbitraries.doubles().between(-1000, 1000),
                Arbitraries.of(0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
    return Combinators.combine(Arbitraries.of(FLOATING), shapes(0), bounds, bounds)
        .as((dtype, shape, a, b) -> box(dtype, Math.min(a, b), Math.max(a, b), shape));
  }

  private static Arbitrary<Space<?>> integerBoxes() {
    Arbitrary<Integer> bounds = Arbitraries.integers().between(0, 127);
    return Combinators.combine(Arbitraries.of(INTEGERS), shapes(0), bounds, bounds)
        .as((dtype, shape, a, b) -> box(dtype, Math.min(a, b), Math.max(a, b), shape));
  }

  private static Arbitrary<Space<?>> unboundedIntegerBoxes() {
    Arbitrary<DType<?>> signed = Arbitraries.of(List.of(DType.INT8, DType.INT16, DType.INT32));
    return Combinators.combine(
            signed,
            shapes(0),
            Arbitraries.of(Double.NEGATIVE_INFINITY, -5.0),
            Arbitraries.of(Double.POSITIVE_INFINITY, 5.0))
        .as((dtype, shape, low, high) -> box(dtype, low, high, shape));
  }

  private static <A> Space<?> box(DType<A> dtype, double low, double high, int[] shape) {
    return Box.uniform(dtype, low, high, shape);
  }

  private static Arbitrary<Space<?>> discretes() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 100),
            Arbitraries.longs().between(0, 20),
            Arbitraries.of(INTEGERS))
        .as(Discrete::of);
  }

  private static Arbitrary<Space<?>> multiDiscretes() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 100).array(long[].class).ofMaxSize(4),
            Arbitraries.longs().between(0, 20),
            Arbitraries.of(INTEGERS))
        .as(
            (nvec, least, dtype) -> {
              long[] start = new long[nvec.length];
              java.util.Arrays.fill(start, least);
              return MultiDiscrete.of(nvec, start, dtype, nvec.length);
            });
  }

  private static Arbitrary<Space<?>> multiBinaries() {
    return shapes(1).map(MultiBinary::of);
  }

  private static Arbitrary<Space<?>> texts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 4),
            Arbitraries.strings().withChars("abc\u00e9\ud7ff<'\"\\").ofMinLength(1).ofMaxLength(9))
        .as((least, more, characters) -> Text.of(least, least + more, characters));
  }
}
