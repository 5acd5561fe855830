package io.javagym.spaces;

import java.util.Arrays;

/** The lengths of an array's axes, outermost first. */
final class Shape {
  private Shape() {}

  /**
   * How many elements an array of this shape has.
   *
   * @throws IllegalArgumentException if an axis is negative, or a Java array can't hold so many
   */
  static int size(int... shape) {
    long size = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException("negative axis in shape " + Arrays.toString(shape));
      }
      size *= length;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape %s has more elements than a Java array".formatted(Arrays.toString(shape)));
      }
    }
    return (int) size;
  }

  /** As Python writes a tuple: {@code (4,)}, {@code (2, 3)}, {@code ()}. */
  static String toPython(int... shape) {
    if (shape.length == 1) {
      return "(" + shape[0] + ",)";
    }
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i]);
    }
    return text.append(')').toString();
  }

  /** Where in a message an element lies: {@code [3]} for a vector, {@code [1][2]} for a matrix. */
  static String path(int flatIndex, int... shape) {
    StringBuilder text = new StringBuilder();
    int rest = flatIndex;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      text.insert(0, "[" + rest % shape[axis] + "]");
      rest /= shape[axis];
    }
    return text.toString();
  }
}
