package io.javagym.atari;

import java.util.Arrays;

/** Which pixels of a longer line each pixel of a shorter one covers, and by what part. */
final class AreaWeights {
  /** OpenCV leaves out a part of a pixel that is not greater. */
  private static final double LEAST_PART = 1e-3;

  private final int[] begins;
  private int[] sources = new int[16];
  private float[] weights = new float[16];
  private int size;

  AreaWeights(int sourceLength, int length) {
    this.begins = new int[length + 1];
    double scale = 1.0 / ((double) length / sourceLength);
    for (int i = 0; i < length; i++) {
      begins[i] = size;
      double from = i * scale;
      double to = from + scale;
      double cell = Math.min(scale, sourceLength - from);
      int last = Math.min((int) Math.floor(to), sourceLength - 1);
      int first = Math.min((int) Math.ceil(from), last);
      if (first - from > LEAST_PART) {
        add(first - 1, (float) ((first - from) / cell));
      }
      for (int whole = first; whole < last; whole++) {
        add(whole, (float) (1.0 / cell));
      }
      if (to - last > LEAST_PART) {
        add(last, (float) (Math.min(Math.min(to - last, 1.0), cell) / cell));
      }
    }
    begins[length] = size;
  }

  private void add(int source, float weight) {
    if (size == sources.length) {
      sources = Arrays.copyOf(sources, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    sources[size] = source;
    weights[size++] = weight;
  }

  /** The first part of a pixel. */
  int begin(int pixel) {
    return begins[pixel];
  }

  /** One beyond the last part of a pixel. */
  int end(int pixel) {
    return begins[pixel + 1];
  }

  /** The pixel of the longer line that a part is of. */
  int source(int part) {
    return sources[part];
  }

  float weight(int part) {
    return weights[part];
  }
}
