package io.javagym.random;

/**
 * Standard exponential variates as {@code numpy.random.Generator.standard_exponential} draws them:
 * the ziggurat of {@link NormalZiggurat} under exp(-x), with 53-bit distances.
 */
final class ExponentialZiggurat {
  private static final int LAYERS = 256;
  private static final double DISTANCE_UNIT = 0x1p-53;

  /** Where the tail begins, with NumPy's decimals: 7.6971174701310497140446280481. */
  private static final DoubleDouble TAIL_START_PRECISE =
      new DoubleDouble(0x1.ec9d9297ebb83p2, -0x1.a1eb4a1d9ae5ep-52);

  private static final double TAIL_START = TAIL_START_PRECISE.high();

  /** Widths of the layers, per unit of distance; of layer 0: the width a rectangle would have. */
  private static final double[] WIDTH = new double[LAYERS];

  /** Heights of the curve at the layers' widths. */
  private static final double[] HEIGHT = new double[LAYERS];

  /** Distances below this are under the curve whatever their height: 98.9% of all. */
  private static final long[] INSIDE = new long[LAYERS];

  // NumPy's table is rounded from a computation in high precision.
  static {
    DoubleDouble x = TAIL_START_PRECISE;
    DoubleDouble height = x.negated().exp();
    DoubleDouble tailHeight = height;
    DoubleDouble rectangle = x.times(height);
    DoubleDouble area = rectangle.plus(tailHeight); // exp(-x) is its own integral
    for (int layer = LAYERS - 1; layer > 0; layer--) {
      DoubleDouble above = area.dividedBy(x).plus(height);
      DoubleDouble next = layer == 1 ? DoubleDouble.of(0.0) : above.log().negated();
      WIDTH[layer] = x.high() * DISTANCE_UNIT;
      HEIGHT[layer] = height.high();
      INSIDE[layer] = inside(next.dividedBy(x));
      x = next;
      height = above;
    }
    WIDTH[0] = area.dividedBy(tailHeight).high() * DISTANCE_UNIT;
    HEIGHT[0] = 1.0;
    INSIDE[0] = inside(rectangle.dividedBy(area));
  }

  private ExponentialZiggurat() {}

  static double next(Pcg64 bits) {
    while (true) {
      long word = bits.nextLong() >>> 3; // from the low end: 8 bits layer, 53 distance
      int layer = (int) word & (LAYERS - 1);
      long distance = word >>> 8;
      double x = distance * WIDTH[layer];
      if (distance < INSIDE[layer] || (layer != 0 && isUnderCurve(bits, layer, x))) {
        return x;
      }
      if (layer == 0) {
        return TAIL_START - GlibcLog1p.log1p(-bits.nextDouble()); // the curve has no memory
      }
    }
  }

  private static boolean isUnderCurve(Pcg64 bits, int layer, double x) {
    double height = (HEIGHT[layer - 1] - HEIGHT[layer]) * bits.nextDouble() + HEIGHT[layer];
    return height < GlibcExp.exp(-x);
  }

  /** A share of a layer's width, cut off to 52 bits as in NumPy, in units of 2^-53. */
  private static long inside(DoubleDouble share) {
    double scaled = share.high() * 0x1p52;
    long floor = (long) scaled;
    boolean roundedUp = floor == scaled && share.low() < 0;
    return 2 * (roundedUp ? floor - 1 : floor);
  }
}
