package io.javagym.agents.inprocess;

import io.javagym.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The episodes of the rows of a batch, counted step by step. Read by other threads. */
final class Episodes {
  /** One that ended. */
  private record Ended(double episodeReturn, int length, long atStep) {}

  private final List<Ended> ended = new ArrayList<>();
  private final double[] episodeReturn; // [N]
  private final int[] length; // [N]
  private long steps;

  Episodes(int rows) {
    this.episodeReturn = new double[rows];
    this.length = new int[rows];
  }

  /** Counts a step of every row. */
  synchronized void count(Batch batch) {
    for (int row = 0; row < length.length; row++) {
      episodeReturn[row] += batch.reward(row);
      length[row]++;
      steps++;
      if (batch.terminated(row) || batch.truncated(row)) {
        ended.add(new Ended(episodeReturn[row], length[row], steps));
        episodeReturn[row] = 0;
        length[row] = 0;
      }
    }
  }

  /** Forgets the episodes that are under way. */
  synchronized void begin() {
    Arrays.fill(episodeReturn, 0);
    Arrays.fill(length, 0);
  }

  synchronized long steps() {
    return steps;
  }

  synchronized int size() {
    return ended.size();
  }

  /** Return, length and steps so far of the episodes from one on, [episodes][3]. */
  synchronized double[] from(int first) {
    double[] rows = new double[3 * Math.max(0, ended.size() - first)];
    for (int i = first, j = 0; i < ended.size(); i++) {
      rows[j++] = ended.get(i).episodeReturn();
      rows[j++] = ended.get(i).length();
      rows[j++] = ended.get(i).atStep();
    }
    return rows;
  }
}
