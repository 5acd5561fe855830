package io.javagym.agents.replay;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.random.NumpyGenerator;

/**
 * The last steps, up to a capacity. All memory is taken at the start, apart from that of features
 * that are bytes: it grows by pieces as the buffer fills.
 */
public final class ReplayBuffer implements Snapshottable {
  private final int capacity;
  private final FeatureStore s;
  private final FeatureStore next;
  private final int[] a;
  private final float[] r;
  private final boolean[] terminated;
  private long added; // steps, ever

  /**
   * An empty buffer.
   *
   * @param capacity how many steps it holds, at least 1
   * @param features how many numbers an observation has
   * @param areBytes whether these are bytes over 255; they are kept as bytes then
   */
  public ReplayBuffer(int capacity, int features, boolean areBytes) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + ", expected at least 1");
    }
    this.capacity = capacity;
    this.s = FeatureStore.create(capacity, features, areBytes);
    this.next = FeatureStore.create(capacity, features, areBytes);
    this.a = new int[capacity];
    this.r = new float[capacity];
    this.terminated = new boolean[capacity];
  }

  /** How many steps it holds now. */
  public int size() {
    return (int) Math.min(added, capacity);
  }

  /** Adds a step, in place of the oldest one if it is full. */
  public void add(
      float[] observation, int action, float reward, float[] nextObservation, boolean terminal) {
    int position = (int) (added % capacity);
    s.write(position, observation);
    next.write(position, nextObservation);
    a[position] = action;
    r[position] = reward;
    terminated[position] = terminal;
    added++;
  }

  /**
   * Fills a batch with steps, each drawn from all with equal probability.
   *
   * @throws IllegalStateException if the buffer is empty
   */
  public void sample(NumpyGenerator random, Transitions batch) {
    int size = size();
    if (size == 0) {
      throw new IllegalStateException("the replay buffer is empty; add a step before sampling");
    }
    for (int row = 0; row < batch.size(); row++) {
      int i = (int) random.integers(0, size);
      long age = Math.floorMod(added - 1 - i, (long) capacity); // 0 for the last step
      batch.step()[row] = added - 1 - age;
      s.read(i, batch.s()[row]);
      next.read(i, batch.next()[row]);
      batch.a()[row] = a[i];
      batch.r()[row] = r[i];
      batch.terminated()[row] = terminated[i];
    }
  }

  /** Passes the steps that it holds. */
  @Override
  public void exchangeState(StateExchange state) {
    state.exchangeFixed("the replay capacity", capacity);
    added = state.exchange(added);
    state.require(added >= 0, "fewer than no steps");
    for (int i = 0; i < size(); i++) {
      s.exchange(state, i);
      next.exchange(state, i);
      a[i] = state.exchange(a[i]);
      r[i] = state.exchange(r[i]);
      terminated[i] = state.exchange(terminated[i]);
    }
  }
}
