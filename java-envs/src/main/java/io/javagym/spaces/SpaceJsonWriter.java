package io.javagym.spaces;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
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
    json.add("low", oneOrAll(box.size(), i -> number(dtype, box.lowUncopied(), i)));
    json.add("high", oneOrAll(box.size(), i -> number(dtype, box.highUncopied(), i)));
    if (!dtype.isFloating() && !box.isBounded()) {
      json.add("bounded_below", oneOrAll(box.size(), i -> new JsonPrimitive(box.boundedBelow(i))));
      json.add("bounded_above", oneOrAll(box.size(), i -> new JsonPrimitive(box.boundedAbove(i))));
    }
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

  /** The one value that all are equal to, or an array of all. */
  private static JsonElement oneOrAll(int size, IntFunction<JsonPrimitive> values) {
    JsonArray all = new JsonArray(size);
    boolean same = size > 0;
    for (int i = 0; i < size; i++) {
      all.add(values.apply(i));
      // By text, which tells -0.0 from 0.0.
      same &= all.get(i).getAsString().equals(all.get(0).getAsString());
    }
    return same ? all.get(0) : all;
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
