package io.javagym.doors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.javagym.GymException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments and reset options as JSON. Integers become {@link Long} or, beyond its range,
 * {@link BigInteger}; other numbers become {@link Double}, and {@code NaN} and the infinities are
 * written by those names, as Python's {@code json} does.
 */
public final class JsonValues {
  /** Stands for NaN, which no JSON number is; nobody writes 0 so. */
  private static final String NAN = "0e999";

  /** Beyond the range of a double, and so read as infinity. */
  private static final String INFINITY = "1e999";

  /** Reading decimal digits takes time that grows with their square. */
  private static final int MOST_DIGITS = 10_000;

  private JsonValues() {}

  /** The object of a JSON text; the empty map for {@code null}. */
  public static Map<String, @Nullable Object> parseObject(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try (JsonReader reader = new JsonReader(new StringReader(withNumbers(json)))) {
      reader.setStrictness(Strictness.STRICT);
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      JsonParser.parseReader(reader)
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> values.put(entry.getKey(), toValue(entry.getValue())));
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("more follows after the object");
      }
      return values;
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new GymException(
          GymException.Code.INVALID_ARGUMENT, "expected a JSON object, got %s".formatted(json), e);
    }
  }

  /** The text with what Python calls NaN and Infinity as numbers of JSON. */
  private static String withNumbers(String json) {
    StringBuilder strict = new StringBuilder(json.length());
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\\' && i + 1 < json.length()) {
        strict.append(c).append(json.charAt(++i));
      } else if (!inText && json.startsWith("NaN", i)) {
        strict.append(NAN);
        i += "NaN".length() - 1;
      } else if (!inText && json.startsWith("Infinity", i)) {
        strict.append(INFINITY);
        i += "Infinity".length() - 1;
      } else {
        inText ^= c == '"';
        strict.append(c);
      }
    }
    return strict.toString();
  }

  /** The JSON form of a value: {@code null}, Boolean, Number, String, List or Map of these. */
  public static JsonElement toJson(@Nullable Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    } else if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    } else if (value instanceof Number number) {
      return new JsonPrimitive(number);
    } else if (value instanceof double[] numbers) {
      JsonArray array = new JsonArray();
      for (double number : numbers) {
        array.add(number);
      }
      return array;
    } else if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(element -> array.add(toJson(element)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, element) -> object.add(String.valueOf(key), toJson(element)));
      return object;
    } else {
      return new JsonPrimitive(String.valueOf(value));
    }
  }

  private static @Nullable Object toValue(JsonElement element) {
    if (element.isJsonNull()) {
      return null;
    } else if (element.isJsonArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      element.getAsJsonArray().forEach(item -> list.add(toValue(item)));
      return list;
    } else if (element.isJsonObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> map.put(entry.getKey(), toValue(entry.getValue())));
      return map;
    }
    JsonPrimitive primitive = element.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    } else if (primitive.isNumber()) {
      return toNumber(primitive.getAsString());
    } else {
      return primitive.getAsString();
    }
  }

  private static Number toNumber(String text) {
    if (text.matches("-?\\d+")) {
      if (text.length() > MOST_DIGITS) {
        throw new JsonParseException("an integer of more than %d digits".formatted(MOST_DIGITS));
      }
      BigInteger integer = new BigInteger(text);
      if (integer.bitLength() < Long.SIZE) {
        return integer.longValue();
      }
      return integer;
    }
    return text.equals(NAN) ? Double.NaN : Double.parseDouble(text);
  }
}
