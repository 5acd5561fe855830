package io.javagym.agents.policyfile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the JSON at the head of a file. */
final class HeaderWriter {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** The header is padded so that the tensors begin at a multiple of this. */
  private static final int ALIGNMENT = 8;

  private HeaderWriter() {}

  /** The order in which tensors lie: the widest elements first, so that all are aligned. */
  static List<Map.Entry<String, Tensor>> order(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Tensor> e) -> -e.getValue().type().bytes())
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  /** The JSON of tensors that lie one after the other in this order. */
  static byte[] write(List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
    JsonObject header = new JsonObject();
    if (!metadata.isEmpty()) {
      header.add(HeaderReader.METADATA, GSON.toJsonTree(metadata));
    }
    long begin = 0;
    for (Map.Entry<String, Tensor> entry : tensors) {
      if (entry.getKey().equals(HeaderReader.METADATA)) {
        throw new IllegalArgumentException(
            "no tensor may be named " + HeaderReader.METADATA + ", where metadata is");
      }
      Tensor tensor = entry.getValue();
      long end = begin + tensor.data().capacity();
      JsonArray offsets = new JsonArray();
      offsets.add(begin);
      offsets.add(end);
      JsonObject described = new JsonObject();
      described.addProperty("dtype", tensor.type().name());
      described.add("shape", GSON.toJsonTree(tensor.shape()));
      described.add("data_offsets", offsets);
      header.add(entry.getKey(), described);
      begin = end;
    }
    byte[] json = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
