package io.javagym.random;

/**
 * Standard normal variates as {@code numpy.random.Generator.standard_normal} draws them: G.
 * Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of
 * Statistical Software 5(8), 2000, with 256 layers and 52-bit distances.
 *
 * <p>The layers lie on top of each other under exp(-x^2 / 2), x &gt;= 0, all with the same area:
 * layer 1 is the top, layer 255 the widest rectangle, layer 0 the strip below, with the tail as its
 * right end.
 */
final class NormalZiggurat {
  private static final int LAYERS = 256;
  private static final double DISTANCE_UNIT = 0x1p-52;
  private static final long DISTANCE_MASK = (1L << 52) - 1;

  /** Where the tail begins; with {@link #LAYER_AREA}, the constants of NumPy's table script. */
  private static final double TAIL_START = 3.654152885361009;

  private static final double TAIL_START_INVERSE = 1.0 / TAIL_START;
  private static final double LAYER_AREA = 0.004928673233974652;

  /** Widths of the layers, per unit of distance; of layer 0: the width a rectangle would have. */
  private static final double[] WIDTH = new double[LAYERS];

  /** Heights of the curve at the layers' widths. */
  private static final double[] HEIGHT = new double[LAYERS];

  /** Distances below this are under the curve whatever their height: 99.3% of all. */
  private static final long[] INSIDE = new long[LAYERS];

  // NumPy's table is this recursion from the tail to the top, in doubles, with exp and log
  // correctly rounded: all 768 entries, but for one height that came out one ulp too high.
  static {
    double x = TAIL_START;
    for (int layer = LAYERS - 1; layer > 0; layer--) {
      double height = DoubleDouble.of(-0.5 * x * x).exp().high();
      if (layer == 38) {
        height = Math.nextUp(height); // exact value: 0.498 ulp above its nearest double
      }
      double above = DoubleDouble.of(height + LAYER_AREA / x).log().high();
      double next = layer == 1 ? 0.0 : Math.sqrt(-2.0 * above);
      WIDTH[layer] = x * DISTANCE_UNIT;
      HEIGHT[layer] = height;
      INSIDE[layer] = (long) Math.rint(next / x / DISTANCE_UNIT);
      x = next;
    }
    double tailHeight = HEIGHT[LAYERS - 1];
    WIDTH[0] = LAYER_AREA / tailHeight * DISTANCE_UNIT;
    HEIGHT[0] = 1.0;
    INSIDE[0] = (long) Math.rint(TAIL_START * tailHeight / LAYER_AREA / DISTANCE_UNIT);
  }

  private NormalZiggurat() {}

  static double next(Pcg64 bits) {
    while (true) {
      long word = bits.nextLong(); // from the low end: 8 bits layer, 1 sign, 52 distance
      int layer = (int) word & (LAYERS - 1);
      long distance = (word >>> 9) & DISTANCE_MASK;
      double magnitude = distance * WIDTH[layer];
      if (distance < INSIDE[layer] || (layer != 0 && isUnderCurve(bits, layer, magnitude))) {
        return withSign(word >>> 8, magnitude);
      }
      if (layer == 0) {
        // The word's own sign bit would do; NumPy takes one of the distance.
        return withSign(distance >>> 8, tail(bits));
      }
    }
  }

  private static boolean isUnderCurve(Pcg64 bits, int layer, double x) {
    double height = (HEIGHT[layer - 1] - HEIGHT[layer]) * bits.nextDouble() + HEIGHT[layer];
    return height < GlibcExp.exp(-0.5 * x * x);
  }

  /** Marsaglia's method for the tail, whose logarithms NumPy takes of 1 - u. */
  private static double tail(Pcg64 bits) {
    while (true) {
      double x = -TAIL_START_INVERSE * GlibcLog1p.log1p(-bits.nextDouble());
      double y = -GlibcLog1p.log1p(-bits.nextDouble());
      if (y + y > x * x) {
        return TAIL_START + x;
      }
    }
  }

  /** Negative if the sign's lowest bit is set; without a branch, which would be mispredicted. */
  private static double withSign(long sign, double magnitude) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) ^ (sign << 63));
  }
}
