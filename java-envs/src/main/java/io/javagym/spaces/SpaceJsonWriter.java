package io.javagym.spaces;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Turns a space into a JSON tree; see {@link SpaceJson} for the form. */
final class SpaceJsonWriter {
  private SpaceJsonWriter() {}

  static JsonObject write(Space<?> space) {
    JsonObject json = new JsonObject();
    json.addProperty("type", space.getClass().getSimpleName());
    if (space instanceof Box<?> box) {
      writeBox(json, box);
    } else if (space instanceof Discrete discrete) {
      json.addProperty("n", discrete.n());
      json.addProperty("start", discrete.start());
      json.addProperty("dtype", discrete.dtype().numpyName());
    } else if (space instanceof MultiDiscrete multiDiscrete) {
      json.add("nvec", array(multiDiscrete.nvec()));
      json.add("start", array(multiDiscrete.start()));
      json.add("shape", array(multiDiscrete.shape()));
      json.addProperty("dtype", multiDiscrete.dtype().numpyName());
    } else if (space instanceof MultiBinary multiBinary) {
      json.add("shape", array(multiBinary.shape()));
    } else if (space instanceof Text text) {
      json.addProperty("min_length", text.minLength());
      json.addProperty("max_length", text.maxLength());
      json.addProperty("charset", text.characters());
    } else if (space instanceof Tuple tuple) {
      json.add("spaces", array(tuple.spaces()));
    } else if (space instanceof Dict dict) {
      json.add("spaces", pairs(dict));
    } else if (space instanceof Sequence sequence) {
      json.add("feature", write(sequence.featureSpace()));
      json.addProperty("stack", sequence.stacked());
    } else if (space instanceof Graph graph) {
      Space<?> edgeSpace = graph.edgeSpace();
      json.add("node", write(graph.nodeSpace()));
      json.add("edge", edgeSpace == null ? JsonNull.INSTANCE : write(edgeSpace));
    } else if (space instanceof OneOf oneOf) {
      json.add("spaces", array(oneOf.spaces()));
    } else {
      throw new AssertionError(space);
    }
    return json;
  }

  private static <A> void writeBox(JsonObject json, Box<A> box) {
    DType<A> dtype = box.dtype();
    json.addProperty("dtype", dtype.numpyName());
    json.add("shape", array(box.shape()));
    json.add("low", bounds(dtype, box.lowUncopied(), box.size()));
    json.add("high", bounds(dtype, box.highUncopied(), box.size()));
    if (!dtype.isFloating() && !box.isBounded()) {
      json.add("bounded_below", flags(box.size(), box::boundedBelow));
      json.add("bounded_above", flags(box.size(), box::boundedAbove));
    }
  }

  private static <A> JsonElement bounds(DType<A> dtype, A array, int size) {
    // By their bits, which tell -0.0 from 0.0.
    IntToLongFunction bits =
        dtype.isFloating()
            ? i -> Double.doubleToLongBits(dtype.toDouble(array, i))
            : i -> dtype.toLong(array, i);
    return oneOrAll(size, bits, i -> number(dtype, array, i));
  }

  private static JsonElement flags(int size, IntPredicate flags) {
    return oneOrAll(size, i -> flags.test(i) ? 1 : 0, i -> new JsonPrimitive(flags.test(i)));
  }

  private static <A> JsonPrimitive number(DType<A> dtype, A array, int i) {
    if (dtype.isFloating()) {
      double value = dtype.toDouble(array, i);
      return Double.isInfinite(value)
          ? new JsonPrimitive(value > 0 ? "inf" : "-inf")
          : new JsonPrimitive(value);
    }
    return dtype == DType.UINT64
        ? new JsonPrimitive(new BigInteger(Long.toUnsignedString(dtype.toLong(array, i))))
        : new JsonPrimitive(dtype.toLong(array, i));
  }

  /**
   * The one value that all are equal to, or an array of all. An image has some hundred thousand
   * elements, nearly always of one value, so that is found out first.
   *
   * @param bits equal for equal values
   */
  private static JsonElement oneOrAll(
      int size, IntToLongFunction bits, IntFunction<JsonPrimitive> values) {
    int same = 0;
    while (same < size && bits.applyAsLong(same) == bits.applyAsLong(0)) {
      same++;
    }
    if (same == size && size > 0) {
      return values.apply(0);
    }
    JsonArray all = new JsonArray(size);
    for (int i = 0; i < size; i++) {
      all.add(values.apply(i));
    }
    return all;
  }

  private static JsonArray array(int... values) {
    return array(IntStream.of(values).asLongStream().toArray());
  }

  private static JsonArray array(long... values) {
    JsonArray array = new JsonArray(values.length);
    for (long value : values) {
      array.add(value);
    }
    return array;
  }

  private static JsonArray array(List<Space<?>> spaces) {
    JsonArray array = new JsonArray(spaces.size());
    spaces.forEach(space -> array.add(write(space)));
    return array;
  }

  private static JsonArray pairs(Dict dict) {
    JsonArray pairs = new JsonArray(dict.spaces().size());
    dict.spaces()
        .forEach(
            (key, space) -> {
              JsonArray pair = new JsonArray(2);
              pair.add(key);
              pair.add(write(space));
              pairs.add(pair);
            });
    return pairs;
  }
}
