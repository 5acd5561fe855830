package io.javagym.agents.dqn;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.nn.Network;
import io.javagym.agents.replay.Transitions;
import java.util.Arrays;

/**
 * Q' of the next states of a batch. Until the target network changes, a step that is sampled again
 * has the value that it had, so it is looked up: between two hard copies that is most of them.
 */
final class TargetValues implements Snapshottable {
  private final Network target;
  private final int capacity;
  private final int actions;
  private final long[] step; // which one a place holds, [capacity]
  private final long[] version; // of the target network, [capacity]
  private final float[] known; // [capacity][A]
  private final float[][] values; // [B][A]
  private final float[][] unknown; // next states, [up to B][features]
  private final int[] row; // where they are in the batch, [up to B]
  private int used; // places, the first ones
  private long now;

  TargetValues(Network target, int capacity, int batch) {
    this.target = target;
    this.capacity = capacity;
    this.actions = target.architecture().outputs();
    this.step = new long[capacity];
    Arrays.fill(step, Transitions.UNKNOWN_STEP);
    this.version = new long[capacity];
    this.known = new float[Math.multiplyExact(capacity, actions)];
    this.values = new float[batch][actions];
    this.unknown = new float[batch][];
    this.row = new int[batch];
  }

  /** To be called after the target network changed. */
  void changed() {
    now++;
  }

  /** Q'(s', .), [B][A]; written again in the next call. */
  float[][] of(Transitions b) {
    int count = 0;
    for (int i = 0; i < b.size(); i++) {
      int place = place(b.step()[i]);
      if (b.step()[i] >= 0 && step[place] == b.step()[i] && version[place] == now) {
        System.arraycopy(known, place * actions, values[i], 0, actions);
      } else {
        unknown[count] = b.next()[i];
        row[count] = i;
        count++;
      }
    }
    if (count > 0) {
      float[][] q = target.predict(unknown, count); // [count][A]
      for (int k = 0; k < count; k++) {
        int i = row[k];
        System.arraycopy(q[k], 0, values[i], 0, actions);
        keep(b.step()[i], q[k]);
      }
    }
    return values;
  }

  /** Passes what is known: a backend may compute it by other roundings in another batch. */
  @Override
  public void exchangeState(StateExchange state) {
    now = state.exchange(now);
    used = state.exchange(used, 0, capacity);
    Arrays.fill(step, used, capacity, Transitions.UNKNOWN_STEP);
    for (int place = 0; place < used; place++) {
      step[place] = state.exchange(step[place]);
      version[place] = state.exchange(version[place]);
      if (step[place] >= 0 && version[place] == now) {
        for (int i = place * actions; i < (place + 1) * actions; i++) {
          known[i] = state.exchange(known[i]);
        }
      }
    }
  }

  private void keep(long which, float[] q) {
    if (which >= 0) {
      int place = place(which);
      step[place] = which;
      version[place] = now;
      used = Math.max(used, place + 1);
      System.arraycopy(q, 0, known, place * actions, actions);
    }
  }

  private int place(long which) {
    return (int) Math.floorMod(which, (long) capacity);
  }
}
