package io.javagym.spaces;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The brackets, line breaks and ellipses of an array as NumPy shows it. */
final class ArrayText {
  private static final int LINE_WIDTH = 75;
  private static final int MOST_ELEMENTS = 1000;
  private static final int EDGE_ELEMENTS = 3;
  private static final String ELLIPSIS = "...";

  private final int[] shape;
  private final boolean summarized;

  ArrayText(int... shape) {
    this.shape = shape;
    this.summarized = Shape.size(shape) > MOST_ELEMENTS;
  }

  /** The flat indices of what is shown, which is all unless there is an ellipsis. */
  int[] shownIndices() {
    return shown(0, 0).toArray();
  }

  /** The whole text, made of a word for each flat index that is shown. */
  String text(IntFunction<String> words) {
    return nested(0, 0, " ", LINE_WIDTH, words);
  }

  private IntStream shown(int axis, int offset) {
    if (axis == shape.length) {
      return IntStream.of(offset);
    }
    return along(axis)
        .flatMap(i -> i < 0 ? IntStream.empty() : shown(axis + 1, offset * shape[axis] + i));
  }

  /** The indices shown on an axis, with -1 where the ellipsis is. */
  private IntStream along(int axis) {
    int length = shape[axis];
    if (!summarized || length <= 2 * EDGE_ELEMENTS) {
      return IntStream.range(0, length);
    }
    return IntStream.concat(
        IntStream.concat(IntStream.range(0, EDGE_ELEMENTS), IntStream.of(-1)),
        IntStream.range(length - EDGE_ELEMENTS, length));
  }

  private String nested(int axis, int offset, String indent, int width, IntFunction<String> words) {
    int[] indices = along(axis).toArray();
    StringBuilder text = new StringBuilder("[");
    if (axis == shape.length - 1) {
      int column = indent.length();
      for (int k = 0; k < indices.length; k++) {
        String word = indices[k] < 0 ? ELLIPSIS : words.apply(offset * shape[axis] + indices[k]);
        int separator = k == 0 ? 0 : 1;
        // NumPy counts the space before a word, which it drops if the word goes to the next line.
        if (column + separator + word.length() > width - 1 && column > indent.length()) {
          text.setLength(text.toString().stripTrailing().length());
          text.append('\n').append(indent).append(word);
          column = indent.length() + word.length();
        } else {
          text.append(" ".repeat(separator)).append(word);
          column += separator + word.length();
        }
      }
    } else {
      String lineBreaks = "\n".repeat(shape.length - axis - 1);
      for (int k = 0; k < indices.length; k++) {
        text.append(k == 0 ? "" : lineBreaks + indent);
        text.append(
            indices[k] < 0
                ? ELLIPSIS
                : nested(
                    axis + 1, offset * shape[axis] + indices[k], indent + " ", width - 1, words));
      }
    }
    return text.append(']').toString();
  }
}
