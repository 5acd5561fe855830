package io.javagym.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.Batch;
import io.javagym.proto.v1.ArrayColumn;
import io.javagym.proto.v1.BatchLayout;
import io.javagym.proto.v1.Columns;
import io.javagym.proto.v1.DictColumn;
import io.javagym.proto.v1.DictColumns;
import io.javagym.proto.v1.InfoField;
import io.javagym.proto.v1.PackedColumn;
import io.javagym.proto.v1.Region;
import io.javagym.proto.v1.TupleColumns;
import java.util.ArrayList;
import java.util.List;

/** Where everything lies in a batch, from what {@link Batch#describe()} tells of it. */
public final class LayoutProto {
  private LayoutProto() {}

  /** The message that describes a batch's memory. */
  public static BatchLayout of(Batch batch) {
    JsonObject json = JsonParser.parseString(batch.describe()).getAsJsonObject();
    JsonObject regions = json.getAsJsonObject("regions");
    BatchLayout.Builder proto =
        BatchLayout.newBuilder()
            .setNumEnvs(json.get("num_envs").getAsInt())
            .setMemoryBytes(json.get("bytes").getAsLong())
            .setActionRegion(region(regions, "action"))
            .setOutputRegion(region(regions, "output"))
            .setFinalRegion(region(regions, "final"))
            .setAction(columns(json.getAsJsonObject("action")))
            .setObservation(columns(json.getAsJsonObject("observation")))
            .setReward(
                ArrayColumn.newBuilder()
                    .setOffset(json.get("reward_offset").getAsLong())
                    .setDtype(DtypeProto.toProto(json.get("reward_dtype").getAsString())))
            .setTerminatedOffset(json.get("terminated_offset").getAsLong())
            .setTruncatedOffset(json.get("truncated_offset").getAsLong())
            .addAllInfo(info(json.getAsJsonArray("info")))
            .setPlainRows(json.get("plain_rows").getAsBoolean());
    if (json.has("final_present_offset")) {
      proto
          .setFinalPresentOffset(json.get("final_present_offset").getAsLong())
          .setFinalObservation(columns(json.getAsJsonObject("final_observation")));
    }
    if (json.has("final_info")) {
      proto.addAllFinalInfo(info(json.getAsJsonArray("final_info")));
    }
    return proto.build();
  }

  private static Region region(JsonObject regions, String name) {
    JsonArray range = regions.getAsJsonArray(name);
    return Region.newBuilder()
        .setBegin(range.get(0).getAsLong())
        .setEnd(range.get(1).getAsLong())
        .build();
  }

  private static List<InfoField> info(JsonArray fields) {
    List<InfoField> protos = new ArrayList<>(fields.size());
    for (JsonElement element : fields) {
      JsonObject field = element.getAsJsonObject();
      protos.add(
          InfoField.newBuilder()
              .setName(field.get("name").getAsString())
              .setPresentOffset(field.get("present_offset").getAsLong())
              .setColumns(columns(field.getAsJsonObject("columns")))
              .build());
    }
    return protos;
  }

  private static Columns columns(JsonObject json) {
    Columns.Builder proto = Columns.newBuilder();
    String kind = json.get("kind").getAsString();
    switch (kind) {
      case "array" -> proto.setArray(array(json));
      case "tuple" -> {
        TupleColumns.Builder items = TupleColumns.newBuilder();
        json.getAsJsonArray("items")
            .forEach(item -> items.addItems(columns(item.getAsJsonObject())));
        proto.setTuple(items);
      }
      case "dict" -> {
        DictColumns.Builder fields = DictColumns.newBuilder();
        json.getAsJsonArray("fields")
            .forEach(field -> fields.addFields(field(field.getAsJsonArray())));
        proto.setDict(fields);
      }
      case "packed" ->
          proto.setPacked(PackedColumn.newBuilder().setOffset(json.get("offset").getAsLong()));
      default -> throw new AssertionError(kind);
    }
    return proto.build();
  }

  private static ArrayColumn array(JsonObject json) {
    ArrayColumn.Builder proto =
        ArrayColumn.newBuilder()
            .setOffset(json.get("offset").getAsLong())
            .setDtype(DtypeProto.toProto(json.get("dtype").getAsString()));
    json.getAsJsonArray("shape").forEach(dimension -> proto.addShape(dimension.getAsInt()));
    return proto.build();
  }

  private static DictColumn field(JsonArray pair) {
    return DictColumn.newBuilder()
        .setName(pair.get(0).getAsString())
        .setColumns(columns(pair.get(1).getAsJsonObject()))
        .build();
  }
}
