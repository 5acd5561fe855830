package io.javagym.agents.training;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import java.util.Arrays;

/** Remembers the return of every episode. */
public final class History implements EpisodeListener, Snapshottable {
  private static final int FIRST_CAPACITY = 1024;

  private double[] returns = new double[FIRST_CAPACITY];
  private int size;

  @Override
  public void episodeEnded(Episode episode) {
    if (size == returns.length) {
      returns = Arrays.copyOf(returns, 2 * size);
    }
    returns[size++] = episode.episodeReturn();
  }

  @Override
  public void exchangeState(StateExchange state) {
    int count = state.exchangeCount(size);
    if (count > returns.length) {
      returns = Arrays.copyOf(returns, count);
    }
    size = count;
    for (int i = 0; i < count; i++) {
      returns[i] = state.exchange(returns[i]);
    }
  }

  /** How many episodes there are. */
  public int size() {
    return size;
  }

  /** All returns, in order. */
  public double[] returns() {
    return Arrays.copyOf(returns, size);
  }

  /** The mean return of the last {@code window} episodes, or of all if they are fewer. */
  public double meanReturn(int window) {
    return Arrays.stream(returns, first(window), size).average().orElse(Double.NaN);
  }

  /**
   * The share of the last {@code window} episodes, or of all if they are fewer, that returned the
   * threshold or more.
   */
  public double successRate(int window, double threshold) {
    return Arrays.stream(returns, first(window), size)
        .map(value -> value >= threshold ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private int first(int window) {
    return Math.max(0, size - window);
  }
}
