package io.javagym;

import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import io.javagym.spaces.Tuple;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * What is wrong with an action that is not in a batch, or {@code null}. The rule is the same: the
   * finite bounds of a box are left to the environment.
   */
  static @Nullable String explain(Space<?> space, Object action) {
    if (space instanceof Box<?> box) {
      return explainBox(box, action);
    } else if (space instanceof Discrete && action instanceof Number && !(action instanceof Long)) {
      return "expected a Long, got %s".formatted(Values.describe(action));
    } else if (space instanceof Tuple tuple
        && action instanceof List<?> items
        && items.size() == tuple.spaces().size()) {
      for (int i = 0; i < items.size(); i++) {
        String explanation = explain(tuple.spaces().get(i), items.get(i));
        if (explanation != null) {
          return "[%d]: %s".formatted(i, explanation);
        }
      }
      return null;
    } else if (space instanceof Dict dict
        && action instanceof Map<?, ?> fields
        && fields.keySet().equals(dict.spaces().keySet())) {
      for (Map.Entry<String, Space<?>> entry : dict.spaces().entrySet()) {
        String explanation = explain(entry.getValue(), fields.get(entry.getKey()));
        if (explanation != null) {
          return "%s: %s".formatted(entry.getKey(), explanation);
        }
      }
      return null;
    }
    return space.explain(action);
  }

  private static <A> @Nullable String explainBox(Box<A> box, Object action) {
    DType<A> dtype = box.dtype();
    if (!dtype.arrayType().isInstance(action)
        || dtype.length(dtype.arrayType().cast(action)) != box.size()) {
      return box.explain(action);
    }
    A array = dtype.arrayType().cast(action);
    for (int i = 0; i < box.size(); i++) {
      if (Double.isNaN(dtype.toDouble(array, i))) {
        return "element %d is nan, expected %s <= element <= %s"
            .formatted(i, dtype.toDouble(box.low(), i), dtype.toDouble(box.high(), i));
      }
    }
    return null;
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
