package io.javagym.envs.tabular;

import io.javagym.Info;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.DoubleFunction;

/**
 * What may happen in each state under each action. Processes with equal transitions share one
 * table: a thousand lakes read the same few cache lines, and take the memory of one.
 */
final class OutcomeTable {
  // A table refers to its key, so that an entry lives as long as somebody uses the table.
  private static final Map<List<List<Transition>>, WeakReference<OutcomeTable>> SHARED =
      new WeakHashMap<>();

  private final List<List<Transition>> transitions;
  private final double[][] probabilities;
  private final Info[][] infos;

  private OutcomeTable(List<List<Transition>> transitions, DoubleFunction<Info> info) {
    this.transitions = transitions;
    this.probabilities = new double[transitions.size()][];
    this.infos = new Info[transitions.size()][];
    Map<Double, Info> made = new HashMap<>(); // one object for equal probabilities
    for (int pair = 0; pair < infos.length; pair++) {
      List<Transition> possible = transitions.get(pair);
      probabilities[pair] = possible.stream().mapToDouble(Transition::probability).toArray();
      infos[pair] =
          possible.stream()
              .map(t -> made.computeIfAbsent(t.probability(), info::apply))
              .toArray(Info[]::new);
    }
  }

  /**
   * The table of these transitions.
   *
   * @param transitions for each pair of state and action what may happen, in the order in which it
   *     is drawn from
   * @param info what is told of a transition of some probability; the same function for all tables
   */
  static OutcomeTable of(List<List<Transition>> transitions, DoubleFunction<Info> info) {
    List<List<Transition>> key = transitions.stream().map(List::copyOf).toList();
    synchronized (SHARED) {
      WeakReference<OutcomeTable> shared = SHARED.get(key);
      OutcomeTable table = shared == null ? null : shared.get();
      if (table == null) {
        table = new OutcomeTable(key, info);
        SHARED.put(key, new WeakReference<>(table));
      }
      return table;
    }
  }

  /** How many pairs of state and action there are. */
  int size() {
    return infos.length;
  }

  /** What may happen in a pair of state and action. */
  List<Transition> transitions(int pair) {
    return transitions.get(pair);
  }

  /** The probabilities of these transitions. */
  double[] probabilities(int pair) {
    return probabilities[pair];
  }

  /** What is told when the i-th of them happens. Made once: a step allocates none. */
  Info info(int pair, int i) {
    return infos[pair][i];
  }
}
