package io.javagym.spaces;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of a JSON document that came from outside. It is not taken on trust: whoever asks for what
 * it is not gets an {@link IllegalArgumentException} that says where it lies.
 */
record JsonNode(String path, JsonElement element) {
  /** As long as those of a uint64; a number like 1e999999 would take all memory. */
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,20}");

  JsonNode field(String name) {
    if (!element.isJsonObject()) {
      throw unexpected("an object");
    }
    JsonElement field = element.getAsJsonObject().get(name);
    if (field == null) {
      throw new IllegalArgumentException("%s has no \"%s\"".formatted(path, name));
    }
    return new JsonNode(path + "." + name, field);
  }

  boolean has(String name) {
    return element.isJsonObject() && element.getAsJsonObject().has(name);
  }

  boolean isNull() {
    return element.equals(JsonNull.INSTANCE);
  }

  boolean isArray() {
    return element.isJsonArray();
  }

  List<JsonNode> items() {
    if (!element.isJsonArray()) {
      throw unexpected("an array");
    }
    List<JsonNode> items = new ArrayList<>();
    for (JsonElement item : element.getAsJsonArray()) {
      items.add(new JsonNode("%s[%d]".formatted(path, items.size()), item));
    }
    return items;
  }

  String text() {
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
      return element.getAsString();
    }
    throw unexpected("a string");
  }

  boolean flag() {
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean()) {
      return element.getAsBoolean();
    }
    throw unexpected("true or false");
  }

  double floating() {
    if (element.isJsonPrimitive()) {
      if (element.getAsJsonPrimitive().isNumber()) {
        return element.getAsDouble();
      }
      if (element.getAsString().equals("inf")) {
        return Double.POSITIVE_INFINITY;
      }
      if (element.getAsString().equals("-inf")) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    throw unexpected("a number, \"inf\" or \"-inf\"");
  }

  BigInteger bigInteger() {
    if (element.isJsonPrimitive()
        && element.getAsJsonPrimitive().isNumber()
        && INTEGER.matcher(element.getAsString()).matches()) {
      return new BigInteger(element.getAsString());
    }
    throw unexpected("an integer");
  }

  long longInteger() {
    BigInteger number = bigInteger();
    if (number.bitLength() >= Long.SIZE) {
      throw unexpected("an integer of 64 bits");
    }
    return number.longValue();
  }

  int integer() {
    BigInteger number = bigInteger();
    if (number.bitLength() >= Integer.SIZE) {
      throw unexpected("an integer of 32 bits");
    }
    return number.intValue();
  }

  long[] longIntegers() {
    return items().stream().mapToLong(JsonNode::longInteger).toArray();
  }

  int[] integers() {
    return items().stream().mapToInt(JsonNode::integer).toArray();
  }

  private IllegalArgumentException unexpected(String expected) {
    String got =
        element.isJsonPrimitive() ? element.toString() : element.getClass().getSimpleName();
    return new IllegalArgumentException("%s: expected %s, got %s".formatted(path, expected, got));
  }
}
