package io.javagym;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.spaces.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The columns of a {@link Tuple}, one set for each item. */
final class TupleColumns extends Columns<List<Object>> {
  private final List<Columns<?>> items;

  TupleColumns(Tuple space, String path, List<Columns<?>> items) {
    super(space, path);
    this.items = items;
  }

  @Override
  public Columns<?> item(int index) {
    return index < 0 || index >= items.size() ? super.item(index) : items.get(index);
  }

  List<Columns<?>> items() {
    return items;
  }

  @Override
  public void write(int row, Object value) {
    if (!(value instanceof List<?> list) || list.size() != items.size()) {
      throw mismatch(
          row,
          "expected a List of %d items, got %s".formatted(items.size(), Values.describe(value)));
    }
    for (int i = 0; i < items.size(); i++) {
      items.get(i).write(row, list.get(i));
    }
  }

  @Override
  public List<Object> read(int row) {
    List<Object> list = new ArrayList<>(items.size());
    for (Columns<?> item : items) {
      list.add(item.read(row));
    }
    return list;
  }

  @Override
  void exchange(StateExchange state) {
    items.forEach(item -> item.exchange(state));
  }

  @Override
  JsonObject describe() {
    JsonArray descriptions = new JsonArray();
    items.forEach(item -> descriptions.add(item.describe()));
    JsonObject json = new JsonObject();
    json.addProperty("kind", "tuple");
    json.add("items", descriptions);
    return json;
  }
}
