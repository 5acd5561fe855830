package io.javagym.spaces;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntFunction;

/** How NumPy aligns the floating point numbers of an array, with 8 digits after the point. */
final class FloatArrayFormat<A> {
  private static final int PRECISION = 8;

  private final DType<A> dtype;
  private final A array;
  private final boolean scientific;
  private int left;
  private int right;
  private int exponentDigits = 2;

  private FloatArrayFormat(DType<A> dtype, A array, int[] shown) {
    this.dtype = dtype;
    this.array = array;
    this.scientific = needsExponents(shown);
    measure(shown);
  }

  static <A> IntFunction<String> of(DType<A> dtype, A array, int[] shown) {
    return new FloatArrayFormat<>(dtype, array, shown)::word;
  }

  static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private boolean needsExponents(int[] shown) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int i : shown) {
      double magnitude = Math.abs(dtype.toDouble(array, i));
      if (magnitude != 0 && Double.isFinite(magnitude)) {
        max = Math.max(max, magnitude);
        min = Math.min(min, magnitude);
      }
    }
    if (max == 0) {
      return false;
    }
    double greatestPlain = dtype == DType.FLOAT16 ? 1e3 : dtype == DType.FLOAT32 ? 1e6 : 1e8;
    return max >= greatestPlain || min < asDtype(0.0001) || asDtype(max / min) > 1000;
  }

  private void measure(int[] shown) {
    boolean infinite = false;
    boolean negativeInfinite = false;
    for (int i : shown) {
      double value = dtype.toDouble(array, i);
      if (Double.isFinite(value)) {
        measure(value, rounded(i));
      } else {
        infinite = true;
        negativeInfinite |= value < 0;
      }
    }
    if (infinite) {
      left = Math.max(left, "inf".length() + (negativeInfinite ? 1 : 0) - (rightOfPoint() + 1));
    }
  }

  private void measure(double value, BigDecimal magnitude) {
    int sign = FloatText.isNegative(value) ? 1 : 0;
    if (scientific) {
      String text = FloatText.scientific(magnitude, 0, 2);
      int point = text.indexOf('.');
      int e = text.indexOf('e');
      left = Math.max(left, sign + point);
      right = Math.max(right, e - point - 1);
      exponentDigits = Math.max(exponentDigits, text.length() - e - 2);
    } else {
      String text = magnitude.toPlainString();
      int point = text.indexOf('.');
      left = Math.max(left, sign + (point < 0 ? text.length() : point));
      right = Math.max(right, point < 0 ? 0 : text.length() - point - 1);
    }
  }

  private int rightOfPoint() {
    return scientific ? exponentDigits + 2 + right : right;
  }

  private String word(int i) {
    double value = dtype.toDouble(array, i);
    if (!Double.isFinite(value)) {
      return padded(FloatText.nonFinite(value), left + 1 + rightOfPoint());
    }
    String sign = FloatText.isNegative(value) ? "-" : "";
    if (scientific) {
      String text = sign + FloatText.scientific(withFraction(i), right, exponentDigits);
      return padded(text, left + 1 + rightOfPoint());
    }
    String text = sign + rounded(i).toPlainString();
    if (text.indexOf('.') < 0) {
      text += ".";
    }
    String aligned = padded(text, left + text.length() - text.indexOf('.'));
    return aligned + " ".repeat(left + 1 + right - aligned.length());
  }

  /** The magnitude by its fewest digits, or by as many as are shown. */
  private BigDecimal rounded(int i) {
    BigDecimal shortest = FloatText.shortest(dtype, array, i).abs();
    if (scientific) {
      return shortest.precision() <= PRECISION + 1
          ? shortest
          : strip(exact(i).round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN)));
    }
    return shortest.scale() <= PRECISION
        ? shortest
        : strip(exact(i).setScale(PRECISION, RoundingMode.HALF_EVEN));
  }

  /** Where a column has more digits than tell a number, NumPy goes on with its exact ones. */
  private BigDecimal withFraction(int i) {
    BigDecimal shown = rounded(i);
    return shown.precision() > right
        ? shown
        : exact(i).round(new MathContext(right + 1, RoundingMode.HALF_EVEN));
  }

  private BigDecimal exact(int i) {
    return new BigDecimal(dtype.toDouble(array, i)).abs();
  }

  private static BigDecimal strip(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /** NumPy compares and divides in the dtype of the array. */
  private double asDtype(double value) {
    A one = dtype.newArray(1);
    dtype.set(one, 0, value);
    return dtype.toDouble(one, 0);
  }
}
