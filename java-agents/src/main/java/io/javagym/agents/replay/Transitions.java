package io.javagym.agents.replay;

import java.util.Arrays;

/** A batch of steps, row by row: s, a, r, s', and whether s' was terminal. */
public final class Transitions {
  /** Of a row that comes from elsewhere than a replay buffer. */
  public static final long UNKNOWN_STEP = -1;

  private final long[] step; // [batch]
  private final float[][] s; // [batch][features]
  private final int[] a; // [batch]
  private final float[] r; // [batch]
  private final float[][] next; // [batch][features]
  private final boolean[] terminated; // [batch]

  /** Room for a batch. */
  public Transitions(int batch, int features) {
    this.step = new long[batch];
    Arrays.fill(step, UNKNOWN_STEP);
    this.s = new float[batch][features];
    this.a = new int[batch];
    this.r = new float[batch];
    this.next = new float[batch][features];
    this.terminated = new boolean[batch];
  }

  /** How many rows there are. */
  public int size() {
    return a.length;
  }

  /** Which step it was, counted from 0, or {@link #UNKNOWN_STEP}; [batch]. */
  public long[] step() {
    return step;
  }

  /** What was seen, [batch][features]. */
  public float[][] s() {
    return s;
  }

  /** The index of the action, [batch]. */
  public int[] a() {
    return a;
  }

  /** What that paid, [batch]. */
  public float[] r() {
    return r;
  }

  /** What was seen then, [batch][features]. */
  public float[][] next() {
    return next;
  }

  /** Whether that was terminal, [batch]. */
  public boolean[] terminated() {
    return terminated;
  }
}
