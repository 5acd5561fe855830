package io.javagym.agents.policygradient;

import io.javagym.StateExchange;
import java.util.Arrays;

/**
 * Steps one after the other: S_t, A_t, R_{t+1}. Its memory grows to the longest stretch and stays.
 */
final class EpisodeSteps {
  private final int features;
  private final int actionSize;
  private float[][] x = new float[0][]; // [T][features]
  private float[][] action = new float[0][]; // [T][action size]
  private double[] reward = new double[0]; // [T]
  private int size;

  EpisodeSteps(int features, int actionSize) {
    this.features = features;
    this.actionSize = actionSize;
  }

  int size() {
    return size;
  }

  /** S_t of all steps, and of the one that {@link #end} will end. */
  float[][] x() {
    reserve();
    return x;
  }

  float[][] action() {
    reserve();
    return action;
  }

  double[] reward() {
    return reward;
  }

  /** Ends a step, whose x and action are in their row. */
  void end(double stepReward) {
    reward[size++] = stepReward;
  }

  void clear() {
    size = 0;
  }

  /** Passes the steps that have ended. */
  void exchange(StateExchange state) {
    int count = state.exchangeCount(size);
    for (size = 0; size < count; size++) {
      reserve();
      state.exchangeAll(x[size]);
      state.exchangeAll(action[size]);
      reward[size] = state.exchange(reward[size]);
    }
  }

  private void reserve() {
    if (size < x.length) {
      return;
    }
    int capacity = Math.max(512, 2 * size);
    x = Arrays.copyOf(x, capacity);
    action = Arrays.copyOf(action, capacity);
    reward = Arrays.copyOf(reward, capacity);
    for (int i = size; i < capacity; i++) {
      x[i] = new float[features];
      action[i] = new float[actionSize];
    }
  }
}
