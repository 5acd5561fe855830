package io.javagym;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.spaces.Dict;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of a {@link Dict}, one set for each field. */
final class DictColumns extends Columns<Map<String, Object>> {
  private final Map<String, Columns<?>> fields;

  DictColumns(Dict space, String path, Map<String, Columns<?>> fields) {
    super(space, path);
    this.fields = fields;
  }

  @Override
  public Columns<?> field(String name) {
    Columns<?> field = fields.get(name);
    return field == null ? super.field(name) : field;
  }

  Map<String, Columns<?>> fields() {
    return fields;
  }

  @Override
  public void write(int row, Object value) {
    if (!(value instanceof Map<?, ?> map) || !map.keySet().equals(fields.keySet())) {
      throw mismatch(
          row,
          "expected a Map with the keys %s, got %s"
              .formatted(
                  fields.keySet(),
                  value instanceof Map<?, ?> other
                      ? "the keys " + other.keySet()
                      : Values.describe(value)));
    }
    fields.forEach((key, field) -> field.write(row, map.get(key)));
  }

  @Override
  public Map<String, Object> read(int row) {
    Map<String, Object> map = new LinkedHashMap<>();
    fields.forEach((key, field) -> map.put(key, field.read(row)));
    return map;
  }

  @Override
  void exchange(StateExchange state) {
    fields.values().forEach(field -> field.exchange(state));
  }

  @Override
  JsonObject describe() {
    JsonArray descriptions = new JsonArray();
    fields.forEach(
        (key, field) -> {
          JsonArray entry = new JsonArray();
          entry.add(key);
          entry.add(field.describe());
          descriptions.add(entry);
        });
    JsonObject json = new JsonObject();
    json.addProperty("kind", "dict");
    json.add("fields", descriptions);
    return json;
  }
}
