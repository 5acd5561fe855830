package io.javagym.spaces;

/** IEEE 754 half precision. Java has conversions from release 20 on, but only by way of a float. */
final class Half {
  static final double MAX_VALUE = 65504;
  private static final int SIGN_BIT = 0x8000;
  private static final int EXPONENT_BITS = 0x7C00;
  private static final int QUIET_NAN = 0x7E00;
  private static final int FRACTION_LENGTH = 10;

  /** Exponent of the least normal number. */
  private static final int MIN_EXPONENT = -14;

  private Half() {}

  static double toDouble(short bits) {
    int fraction = bits & 0x3FF;
    int exponent = (bits & EXPONENT_BITS) >> FRACTION_LENGTH;
    double magnitude;
    if (exponent == 0x1F) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24;
    } else {
      magnitude = Math.scalb((double) (fraction + 0x400), exponent - 25);
    }
    return (bits & SIGN_BIT) != 0 ? -magnitude : magnitude;
  }

  /** The nearest half, ties to even, rounded once: by way of a float it would be rounded twice. */
  static short fromDouble(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? SIGN_BIT : 0;
    double magnitude = Math.abs(value);
    if (Double.isNaN(value)) {
      return (short) (sign | QUIET_NAN);
    }
    if (magnitude >= 65520) { // Half way from the greatest finite half to 2^16.
      return (short) (sign | EXPONENT_BITS);
    }
    int exponent = Math.max(Math.getExponent(magnitude), MIN_EXPONENT);
    // In units of the last place the number is exact, since only the exponent changes.
    int units = (int) Math.rint(Math.scalb(magnitude, FRACTION_LENGTH - exponent));
    // A normal number has 2^10 units more than its fraction; adding lets a carry go to the
    // exponent.
    return (short) (sign | (((exponent - MIN_EXPONENT) << FRACTION_LENGTH) + units));
  }
}
