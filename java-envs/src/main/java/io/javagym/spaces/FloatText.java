package io.javagym.spaces;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating point numbers by the fewest digits that tell them from all others of their dtype. */
final class FloatText {
  private static final int MOST_DIGITS = 17; // Enough for every float64.

  private FloatText() {}

  /** As NumPy shows one number: {@code 0.1}, {@code 1e-05}, {@code -inf}. */
  static <A> String scalar(DType<A> dtype, A array, int i) {
    double value = dtype.toDouble(array, i);
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    String sign = isNegative(value) ? "-" : "";
    BigDecimal digits = shortest(dtype, array, i).abs();
    double magnitude = Math.abs(value);
    double greatestPlain = dtype == DType.FLOAT16 ? 1e3 : dtype == DType.FLOAT32 ? 1e6 : 1e16;
    if (value == 0 || (magnitude >= 1e-4 && magnitude < greatestPlain)) {
      String text = digits.toPlainString();
      return sign + (text.indexOf('.') < 0 ? text + ".0" : text);
    }
    return sign + scientific(digits, 0, 2).replace(".e", "e");
  }

  static String nonFinite(double value) {
    return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  }

  /** Whether the sign bit is set, as of -0.0. */
  static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /** The number with its fewest digits, without trailing zeros. */
  static <A> BigDecimal shortest(DType<A> dtype, A array, int i) {
    double value = dtype.toDouble(array, i);
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = new BigDecimal(value);
    A parsed = dtype.newArray(1);
    for (int precision = 1; precision < MOST_DIGITS; precision++) {
      BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (dtype == DType.FLOAT32) {
        // Not by way of a double, which would round twice.
        dtype.set(parsed, 0, (double) Float.parseFloat(rounded.toString()));
      } else {
        dtype.set(parsed, 0, Double.parseDouble(rounded.toString()));
      }
      if (dtype.toDouble(parsed, 0) == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /** {@code 1.50e+16}: a digit, a point, at least so many more, and the exponent. */
  static String scientific(BigDecimal magnitude, int fractionDigits, int exponentDigits) {
    String digits = magnitude.unscaledValue().toString();
    int exponent = magnitude.signum() == 0 ? 0 : digits.length() - 1 - magnitude.scale();
    String fraction = digits.substring(1);
    String zeros = "0".repeat(Math.max(0, fractionDigits - fraction.length()));
    String power = Integer.toString(Math.abs(exponent));
    return digits.charAt(0)
        + "."
        + fraction
        + zeros
        + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(Math.max(0, exponentDigits - power.length()))
        + power;
  }
}
