package io.javagym.spaces;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Arrays and numbers as NumPy's {@code str} shows them with its default print options. */
final class NumpyText {
  private NumpyText() {}

  /** One number if all elements are equal, otherwise the whole array, as in a box's repr. */
  static <A> String shortArray(DType<A> dtype, A array, int... shape) {
    int length = dtype.length(array);
    for (int i = 1; i < length; i++) {
      // Two uint64 may be equal as doubles, and two float64 as longs.
      if (dtype.toDouble(array, i) != dtype.toDouble(array, 0)
          || dtype.toLong(array, i) != dtype.toLong(array, 0)) {
        return array(dtype, array, shape);
      }
    }
    return length == 0 ? "[]" : scalar(dtype, array, 0);
  }

  static <A> String scalar(DType<A> dtype, A array, int i) {
    return switch (dtype.kind()) {
      case BOOL -> dtype.toLong(array, i) == 0 ? "False" : "True";
      case SIGNED -> Long.toString(dtype.toLong(array, i));
      case UNSIGNED -> Long.toUnsignedString(dtype.toLong(array, i));
      case FLOATING -> FloatText.scalar(dtype, array, i);
    };
  }

  static <A> String array(DType<A> dtype, A array, int... shape) {
    if (dtype.length(array) == 0) {
      return "[]";
    }
    if (shape.length == 0) {
      return scalar(dtype, array, 0);
    }
    ArrayText layout = new ArrayText(shape);
    int[] shown = layout.shownIndices();
    IntFunction<String> words =
        dtype.isFloating()
            ? FloatArrayFormat.of(dtype, array, shown)
            : aligned(dtype, array, shown);
    return layout.text(words);
  }

  private static <A> IntFunction<String> aligned(DType<A> dtype, A array, int[] shown) {
    int width = IntStream.of(shown).map(i -> scalar(dtype, array, i).length()).max().orElse(0);
    // NumPy aligns "True" with a "False" that may not be there.
    int least = dtype.kind() == DType.Kind.BOOL ? "False".length() : width;
    return i -> FloatArrayFormat.padded(scalar(dtype, array, i), least);
  }
}
