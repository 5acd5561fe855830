package io.javagym;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.spaces.Dict;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of declared info: for each field those of its space, and a mask that says which rows
 * hold the field now, Gymnasium's {@code _key}.
 */
public final class InfoColumns {
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final String path;

  InfoColumns(BatchLayout layout, Dict space, String path, Heap heap) {
    this.path = path;
    space
        .spaces()
        .forEach(
            (name, fieldSpace) ->
                fields.put(
                    name, new Field(layout, layout.columns(fieldSpace, path + "." + name, heap))));
  }

  /** Copies an info into a row; fields that it lacks are marked absent. */
  public void write(int row, @Nullable Info info) {
    if (info == null) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "env=%d, %s is null; without fields it is Info.EMPTY".formatted(row, path));
    }
    if (fields.isEmpty() && info.fields().isEmpty()) {
      return;
    }
    int found = 0;
    for (Map.Entry<String, Field> entry : fields.entrySet()) {
      Object value = info.get(entry.getKey());
      Field field = entry.getValue();
      field.present.put(row, (byte) (value == null ? 0 : 1));
      if (value != null) {
        field.columns.write(row, value);
        found++;
      }
    }
    if (found != info.fields().size()) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "env=%d, %s has the fields %s, but infoSpace() declares %s"
              .formatted(row, path, info.fields().keySet(), fields.keySet()));
    }
  }

  /** Marks every field of a row absent. */
  public void clear(int row) {
    for (Field field : fields.values()) {
      field.present.put(row, (byte) 0);
    }
  }

  /** A copy of the info of a row. */
  public Info read(int row) {
    Info info = Info.EMPTY;
    for (Map.Entry<String, Field> entry : fields.entrySet()) {
      if (entry.getValue().present.get(row) != 0) {
        info = info.with(entry.getKey(), entry.getValue().columns.read(row));
      }
    }
    return info;
  }

  /** Passes the infos of all rows. */
  void exchange(StateExchange state) {
    for (Field field : fields.values()) {
      state.exchangeFlags(field.present);
      field.columns.exchange(state);
    }
  }

  JsonArray describe() {
    JsonArray descriptions = new JsonArray();
    fields.forEach(
        (name, field) -> {
          JsonObject json = new JsonObject();
          json.addProperty("name", name);
          json.addProperty("present_offset", field.presentOffset);
          json.add("columns", field.columns.describe());
          descriptions.add(json);
        });
    return descriptions;
  }

  private static final class Field {
    final Columns<?> columns;
    final int presentOffset;
    ByteBuffer present = ByteBuffer.allocate(0);

    Field(BatchLayout layout, Columns<?> columns) {
      this.columns = columns;
      this.presentOffset = layout.take(1, slice -> this.present = slice);
    }
  }
}
