package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a space from JSON that may come from outside; see {@link SpaceJson} for the form. */
final class SpaceJsonReader {
  /** Elements of all boxes together, since a few characters of JSON may ask for any number. */
  private static final int MOST_ELEMENTS = 1 << 26;

  private static final BigInteger UINT64_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private int elementsLeft = MOST_ELEMENTS;

  Space<?> read(JsonNode json) {
    String type = json.field("type").text();
    return switch (type) {
      case "Box" -> box(json, dtype(json));
      case "Discrete" ->
          Discrete.of(
              json.field("n").longInteger(), json.field("start").longInteger(), dtype(json));
      case "MultiDiscrete" ->
          MultiDiscrete.of(
              json.field("nvec").longIntegers(),
              json.field("start").longIntegers(),
              dtype(json),
              json.field("shape").integers());
      case "MultiBinary" -> MultiBinary.of(json.field("shape").integers());
      case "Text" ->
          Text.of(
              json.field("min_length").integer(),
              json.field("max_length").integer(),
              json.field("charset").text());
      case "Tuple" -> Tuple.of(spaces(json.field("spaces")));
      case "Dict" -> dict(json.field("spaces"));
      case "Sequence" -> Sequence.of(read(json.field("feature")), json.field("stack").flag());
      case "Graph" -> graph(json.field("node"), json.field("edge"));
      case "OneOf" -> OneOf.of(spaces(json.field("spaces")));
      default ->
          throw new IllegalArgumentException("%s: unknown type %s".formatted(json.path(), type));
    };
  }

  private <A> Box<A> box(JsonNode json, DType<A> dtype) {
    int[] shape = json.field("shape").integers();
    int size = Shape.size(shape);
    if (size > elementsLeft) {
      throw new IllegalArgumentException(
          "%s: the boxes have more than %d elements".formatted(json.path(), MOST_ELEMENTS));
    }
    elementsLeft -= size;
    A low = bounds(json.field("low"), dtype, size);
    A high = bounds(json.field("high"), dtype, size);
    return json.has("bounded_below") || json.has("bounded_above")
        ? Box.of(
            dtype,
            low,
            high,
            flags(json.field("bounded_below"), size),
            flags(json.field("bounded_above"), size),
            shape)
        : Box.of(dtype, low, high, shape);
  }

  private static <A> A bounds(JsonNode json, DType<A> dtype, int size) {
    A bounds = dtype.newArray(size);
    if (!json.isArray()) {
      A bound = bounds(json, dtype);
      for (int i = 0; i < size; i++) {
        System.arraycopy(bound, 0, bounds, i, 1);
      }
      return bounds;
    }
    List<JsonNode> items = items(json, size);
    for (int i = 0; i < size; i++) {
      System.arraycopy(bounds(items.get(i), dtype), 0, bounds, i, 1);
    }
    return bounds;
  }

  /** An array of one bound. */
  private static <A> A bounds(JsonNode json, DType<A> dtype) {
    A bound = dtype.newArray(1);
    if (dtype.isFloating()) {
      double value = json.floating();
      dtype.set(bound, 0, value);
      if (Double.isInfinite(dtype.toDouble(bound, 0)) && !Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "%s: %s is too large for %s".formatted(json.path(), value, dtype));
      }
      return bound;
    }
    BigInteger value = json.bigInteger();
    BigInteger greatest =
        dtype == DType.UINT64 ? UINT64_MAX : BigInteger.valueOf(dtype.greatestInteger());
    if (value.compareTo(BigInteger.valueOf(dtype.leastInteger())) < 0
        || value.compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          "%s: %d is not of dtype %s".formatted(json.path(), value, dtype));
    }
    dtype.set(bound, 0, value.longValue());
    return bound;
  }

  private static boolean[] flags(JsonNode json, int size) {
    boolean[] flags = new boolean[size];
    List<JsonNode> items = json.isArray() ? items(json, size) : List.of();
    for (int i = 0; i < size; i++) {
      flags[i] = (json.isArray() ? items.get(i) : json).flag();
    }
    return flags;
  }

  private static List<JsonNode> items(JsonNode json, int size) {
    List<JsonNode> items = json.items();
    if (items.size() != size) {
      throw new IllegalArgumentException(
          "%s: expected %d elements, got %d".formatted(json.path(), size, items.size()));
    }
    return items;
  }

  private List<Space<?>> spaces(JsonNode json) {
    List<Space<?>> spaces = new ArrayList<>();
    for (JsonNode item : json.items()) {
      spaces.add(read(item));
    }
    return spaces;
  }

  private Dict dict(JsonNode json) {
    Map<String, Space<?>> spaces = new LinkedHashMap<>();
    for (JsonNode item : json.items()) {
      List<JsonNode> pair = items(item, 2);
      if (spaces.put(pair.get(0).text(), read(pair.get(1))) != null) {
        throw new IllegalArgumentException(
            "%s: duplicate key %s".formatted(json.path(), pair.get(0).text()));
      }
    }
    return Dict.ordered(spaces);
  }

  private Graph graph(JsonNode node, JsonNode edge) {
    return Graph.of(read(node), edge.isNull() ? null : read(edge));
  }

  private static DType<?> dtype(JsonNode json) {
    return DType.of(json.field("dtype").text());
  }
}
