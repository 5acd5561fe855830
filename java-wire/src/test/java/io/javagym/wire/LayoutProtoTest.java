package io.javagym.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.proto.v1.BatchLayout;
import io.javagym.proto.v1.Columns;
import io.javagym.proto.v1.InfoField;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceArbitraries;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LayoutProtoTest {
  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2);
  }

  @Provide
  Arbitrary<AutoresetMode> modes() {
    return Arbitraries.of(AutoresetMode.values());
  }

  @Property(tries = 200)
  void it_says_what_the_batch_says(
      @ForAll("spaces") Space<?> observation,
      @ForAll("spaces") Space<?> action,
      @ForAll("spaces") Space<?> info,
      @ForAll("modes") AutoresetMode mode) {
    Batch batch =
        Batch.builder(3, observation, action).info(Dict.of("told", info)).autoreset(mode).build();
    JsonObject described = JsonParser.parseString(batch.describe()).getAsJsonObject();
    // The contract has no use for these: whether there are packed columns can be seen.
    described.remove("packed");
    described.remove("heap_generation_offset");
    assertThat(json(LayoutProto.of(batch))).isEqualTo(described);
  }

  /** The form of {@link Batch#describe()} again. */
  private static JsonObject json(BatchLayout layout) {
    JsonObject json = new JsonObject();
    json.addProperty("num_envs", layout.getNumEnvs());
    json.addProperty("bytes", layout.getMemoryBytes());
    JsonObject regions = new JsonObject();
    regions.add(
        "action", range(layout.getActionRegion().getBegin(), layout.getActionRegion().getEnd()));
    regions.add(
        "output", range(layout.getOutputRegion().getBegin(), layout.getOutputRegion().getEnd()));
    regions.add(
        "final", range(layout.getFinalRegion().getBegin(), layout.getFinalRegion().getEnd()));
    json.add("regions", regions);
    json.add("action", columns(layout.getAction()));
    json.add("observation", columns(layout.getObservation()));
    json.addProperty("reward_dtype", DtypeProto.numpyName(layout.getReward().getDtype()));
    json.addProperty("reward_offset", layout.getReward().getOffset());
    json.addProperty("terminated_offset", layout.getTerminatedOffset());
    json.addProperty("truncated_offset", layout.getTruncatedOffset());
    json.add("info", fields(layout.getInfoList()));
    json.addProperty("plain_rows", layout.getPlainRows());
    if (layout.hasFinalObservation()) {
      json.addProperty("final_present_offset", layout.getFinalPresentOffset());
      json.add("final_observation", columns(layout.getFinalObservation()));
      json.add("final_info", fields(layout.getFinalInfoList()));
    }
    return JsonParser.parseString(json.toString()).getAsJsonObject();
  }

  private static JsonArray range(long begin, long end) {
    JsonArray range = new JsonArray();
    range.add(begin);
    range.add(end);
    return range;
  }

  private static JsonArray fields(List<InfoField> fields) {
    JsonArray array = new JsonArray();
    for (InfoField field : fields) {
      JsonObject json = new JsonObject();
      json.addProperty("name", field.getName());
      json.addProperty("present_offset", field.getPresentOffset());
      json.add("columns", columns(field.getColumns()));
      array.add(json);
    }
    return array;
  }

  private static JsonObject columns(Columns columns) {
    JsonObject json = new JsonObject();
    switch (columns.getKindCase()) {
      case ARRAY -> {
        json.addProperty("kind", "array");
        json.addProperty("dtype", DtypeProto.numpyName(columns.getArray().getDtype()));
        JsonArray shape = new JsonArray();
        columns.getArray().getShapeList().forEach(shape::add);
        json.add("shape", shape);
        json.addProperty("offset", columns.getArray().getOffset());
      }
      case TUPLE -> {
        json.addProperty("kind", "tuple");
        JsonArray items = new JsonArray();
        columns.getTuple().getItemsList().forEach(item -> items.add(columns(item)));
        json.add("items", items);
      }
      case DICT -> {
        json.addProperty("kind", "dict");
        JsonArray fields = new JsonArray();
        columns
            .getDict()
            .getFieldsList()
            .forEach(
                field -> {
                  JsonArray pair = new JsonArray();
                  pair.add(field.getName());
                  pair.add(columns(field.getColumns()));
                  fields.add(pair);
                });
        json.add("fields", fields);
      }
      case PACKED -> {
        json.addProperty("kind", "packed");
        json.addProperty("offset", columns.getPacked().getOffset());
      }
      case KIND_NOT_SET -> throw new AssertionError("columns of no kind");
    }
    return json;
  }
}
