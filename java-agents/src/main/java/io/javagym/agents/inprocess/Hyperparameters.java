package io.javagym.agents.inprocess;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.javagym.GymException;
import io.javagym.agents.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Hyperparameters by name, from JSON. What was not asked for by the end is an error. */
final class Hyperparameters {
  private final String algorithm;
  private final JsonObject given;
  private final Set<String> known = new TreeSet<>();

  Hyperparameters(String algorithm, String json) {
    this.algorithm = algorithm;
    this.given = JsonParser.parseString(json).getAsJsonObject();
  }

  double number(String name, double usual) {
    JsonElement value = find(name);
    if (value == null) {
      return usual;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive.getAsDouble();
    }
    throw wrong(name, value, "a number");
  }

  /** A number, or infinity for null. */
  double limit(String name, double usual) {
    JsonElement value = find(name);
    return value != null && value.isJsonNull() ? Double.POSITIVE_INFINITY : number(name, usual);
  }

  double positive(String name, double usual) {
    double value = number(name, usual);
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(name, value, "more than 0");
    }
    return value;
  }

  /** A share, in [0, 1]. */
  double share(String name, double usual) {
    double value = number(name, usual);
    if (!(value >= 0 && value <= 1)) {
      throw wrong(name, value, "0 <= %s <= 1".formatted(name));
    }
    return value;
  }

  int integer(String name, int usual, int least) {
    double value = number(name, usual);
    if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
      throw wrong(name, value, "an integer of at least %d".formatted(least));
    }
    return (int) value;
  }

  boolean flag(String name, boolean usual) {
    JsonElement value = find(name);
    if (value == null) {
      return usual;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw wrong(name, value, "True or False");
  }

  /** One of the constants of an enum, by its name in small letters. */
  <E extends Enum<E>> E choice(String name, E usual) {
    JsonElement value = find(name);
    if (value == null) {
      return usual;
    }
    List<String> names = new ArrayList<>();
    for (E constant : usual.getDeclaringClass().getEnumConstants()) {
      String constantName = constant.name().toLowerCase(Locale.ROOT);
      names.add("'" + constantName + "'");
      if (value.equals(new JsonPrimitive(constantName))) {
        return constant;
      }
    }
    throw wrong(name, value, "one of " + String.join(", ", names));
  }

  /** Units of hidden layers, at least one layer. */
  Integer[] layers(String name, Integer... usual) {
    JsonElement value = find(name);
    if (value == null) {
      return usual;
    }
    String legal = "a list of one or more integers of at least 1";
    if (!(value instanceof JsonArray array) || array.isEmpty()) {
      throw wrong(name, value, legal);
    }
    Integer[] units = new Integer[array.size()];
    for (int i = 0; i < units.length; i++) {
      if (!(array.get(i) instanceof JsonPrimitive unit)
          || !unit.isNumber()
          || unit.getAsDouble() != unit.getAsInt()
          || unit.getAsInt() < 1) {
        throw wrong(name, value, legal);
      }
      units[i] = unit.getAsInt();
    }
    return units;
  }

  Activation activation(Activation usual) {
    return choice("activation", usual);
  }

  /** Refuses what has no meaning here. */
  void requireAllKnown() {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new GymException(
            GymException.Code.UNKNOWN_ARGUMENT,
            "%s has no hyperparameter '%s'; it has %s"
                .formatted(algorithm, name, String.join(", ", known)));
      }
    }
  }

  private @Nullable JsonElement find(String name) {
    known.add(name);
    return given.get(name);
  }

  private GymException wrong(String name, Object value, String legal) {
    return GymException.invalidArgument(
        "%s: %s is %s, expected %s".formatted(algorithm, name, value, legal));
  }
}
