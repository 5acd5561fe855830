package io.javagym.agents;

import io.javagym.StateExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What agents measure, as a part of their snapshots. */
public final class Metrics {
  private Metrics() {}

  /** Passes numbers by name, as {@link Agent#metrics()} gives them. */
  public static Map<String, Double> exchange(StateExchange state, Map<String, Double> metrics) {
    List<Map.Entry<String, Double>> now = new ArrayList<>(new TreeMap<>(metrics).entrySet());
    int count = state.exchangeCount(now.size());
    Map<String, Double> then = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      boolean known = i < now.size();
      byte[] name =
          state.exchange(
              known ? now.get(i).getKey().getBytes(StandardCharsets.UTF_8) : new byte[0]);
      then.put(
          new String(name, StandardCharsets.UTF_8),
          state.exchange(known ? (double) now.get(i).getValue() : 0.0));
    }
    return then;
  }
}
