package io.javagym.spaces;

/** The sum of an array with the additions in NumPy's order, so that it rounds as NumPy's does. */
final class PairwiseSum {
  private static final int BLOCK = 128;
  private static final int LANES = 8;

  private PairwiseSum() {}

  static double of(double... values) {
    return of(values, 0, values.length);
  }

  private static double of(double[] values, int from, int length) {
    if (length < LANES) {
      double sum = 0;
      for (int i = from; i < from + length; i++) {
        sum += values[i];
      }
      return sum;
    }
    if (length > BLOCK) {
      int half = length / 2;
      half -= half % LANES;
      return of(values, from, half) + of(values, from + half, length - half);
    }
    double[] lanes = new double[LANES];
    int whole = length - length % LANES;
    for (int i = 0; i < whole; i++) {
      lanes[i % LANES] += values[from + i];
    }
    double sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    for (int i = whole; i < length; i++) {
      sum += values[from + i];
    }
    return sum;
  }
}
