package io.javagym;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.spaces.DType;
import java.util.ArrayList;
import java.util.List;

/** What the other side of a door makes of {@link Batch#describe()}. */
record LayoutJson(JsonObject json) {
  private static final int PACKED_ROW_BYTES = 16;

  /** Where a column lies. */
  record Column(String name, int offset, long bytes) {
    long end() {
      return offset + bytes;
    }
  }

  static LayoutJson of(Batch batch) {
    return new LayoutJson(JsonParser.parseString(batch.describe()).getAsJsonObject());
  }

  int bytes() {
    return json.get("bytes").getAsInt();
  }

  /** Where a region begins and ends. */
  int[] region(String name) {
    JsonArray range = json.getAsJsonObject("regions").getAsJsonArray(name);
    return new int[] {range.get(0).getAsInt(), range.get(1).getAsInt()};
  }

  /** The columns of the region {@code action}, {@code output} or {@code final}. */
  List<Column> columns(String region) {
    List<Column> columns = new ArrayList<>();
    switch (region) {
      case "action" -> add(columns, "action", json.getAsJsonObject("action"));
      case "output" -> {
        add(columns, "observation", json.getAsJsonObject("observation"));
        DType<?> rewardType = DType.of(json.get("reward_dtype").getAsString());
        columns.add(column("reward", json.get("reward_offset"), rewardType.itemBytes()));
        columns.add(column("terminated", json.get("terminated_offset"), 1));
        columns.add(column("truncated", json.get("truncated_offset"), 1));
        addInfo(columns, "info");
      }
      case "final" -> {
        if (json.has("final_observation")) {
          columns.add(column("final_present", json.get("final_present_offset"), 1));
          add(columns, "final_observation", json.getAsJsonObject("final_observation"));
          addInfo(columns, "final_info");
        }
      }
      default -> throw new IllegalArgumentException(region);
    }
    return columns;
  }

  private void addInfo(List<Column> columns, String name) {
    for (JsonElement element : json.getAsJsonArray(name)) {
      JsonObject field = element.getAsJsonObject();
      String path = name + "." + field.get("name").getAsString();
      add(columns, path, field.getAsJsonObject("columns"));
      columns.add(column(path + " present", field.get("present_offset"), 1));
    }
  }

  private void add(List<Column> columns, String path, JsonObject described) {
    switch (described.get("kind").getAsString()) {
      case "array" -> {
        long rowBytes = DType.of(described.get("dtype").getAsString()).itemBytes();
        for (JsonElement length : described.getAsJsonArray("shape")) {
          rowBytes *= length.getAsInt();
        }
        columns.add(column(path, described.get("offset"), rowBytes));
      }
      case "packed" -> columns.add(column(path, described.get("offset"), PACKED_ROW_BYTES));
      case "tuple" -> {
        int i = 0;
        for (JsonElement item : described.getAsJsonArray("items")) {
          add(columns, path + "[" + i++ + "]", item.getAsJsonObject());
        }
      }
      case "dict" -> {
        for (JsonElement field : described.getAsJsonArray("fields")) {
          JsonArray pair = field.getAsJsonArray();
          add(columns, path + "." + pair.get(0).getAsString(), pair.get(1).getAsJsonObject());
        }
      }
      default -> throw new AssertionError(described);
    }
  }

  private Column column(String name, JsonElement offset, long rowBytes) {
    return new Column(name, offset.getAsInt(), rowBytes * json.get("num_envs").getAsInt());
  }
}
