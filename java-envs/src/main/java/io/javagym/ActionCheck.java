package io.javagym;

import io.javagym.spaces.Box;

/** Refuses actions that no environment should see, naming the row, the value and what is legal. */
final class ActionCheck {
  private ActionCheck() {}

  /** The action of a row, or an error of code {@link GymException.Code#INVALID_ACTION}. */
  static Object checked(Columns<?> columns, int row) {
    if (columns instanceof DiscreteColumn discrete) {
      return discrete(discrete, row);
    } else if (columns instanceof BoxColumn<?> box) {
      return box(box, row);
    } else if (columns instanceof MultiDiscreteColumn multiDiscrete) {
      long[] numbers = multiDiscrete.read(row);
      for (int i = 0; i < numbers.length; i++) {
        if (!multiDiscrete.inRange(i, numbers[i])) {
          throw outOfRange(columns, row, multiDiscrete.rangeMessage(i, numbers[i]));
        }
      }
      return numbers;
    } else if (columns instanceof MultiBinaryColumn multiBinary) {
      byte[] bits = multiBinary.read(row);
      int bad = MultiBinaryColumn.firstBad(bits);
      if (bad >= 0) {
        throw outOfRange(columns, row, MultiBinaryColumn.badMessage(bits, bad));
      }
      return bits;
    } else if (columns instanceof TupleColumns tuple) {
      tuple.items().forEach(item -> checked(item, row));
    } else if (columns instanceof DictColumns dict) {
      dict.fields().values().forEach(field -> checked(field, row));
    } else {
      Object value = columns.read(row);
      String explanation = columns.space().explain(value);
      if (explanation != null) {
        throw outOfRange(columns, row, explanation);
      }
      return value;
    }
    return columns.read(row);
  }

  private static Long discrete(DiscreteColumn column, int row) {
    long action = column.readLong(row);
    if (!column.inRange(action)) {
      throw new GymException(
          GymException.Code.INVALID_ACTION,
          "%s out of range: env=%d, action=%d, expected %s"
              .formatted(column.path(), row, action, column.rangeText("action")));
    }
    return action;
  }

  private static <A> A box(BoxColumn<A> column, int row) {
    A array = column.read(row);
    int nan = column.firstNan(array);
    if (nan >= 0) {
      Box<A> box = (Box<A>) column.space();
      throw outOfRange(
          column,
          row,
          "element %d is nan, expected %s <= element <= %s"
              .formatted(
                  nan,
                  box.dtype().toDouble(box.low(), nan),
                  box.dtype().toDouble(box.high(), nan)));
    }
    return array;
  }

  private static GymException outOfRange(Columns<?> columns, int row, String explanation) {
    return new GymException(
        GymException.Code.INVALID_ACTION,
        "%s not in its space: env=%d, %s".formatted(columns.path(), row, explanation));
  }
}
