package io.javagym;

import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import java.util.Arrays;

/** The column of a {@link Box}. */
final class BoxColumn<A> extends ArrayColumn<A> {
  private final DType<A> dtype;
  private final int size;
  private final boolean floating;

  BoxColumn(BatchLayout layout, Box<A> box, String path) {
    super(layout, box, path, box.dtype(), box.shape());
    this.dtype = box.dtype();
    this.size = box.size();
    this.floating = dtype.numpyName().startsWith("float");
  }

  @Override
  public void write(int row, Object value) {
    if (dtype.arrayType().isInstance(value)) {
      A array = dtype.arrayType().cast(value);
      if (dtype.length(array) == size) {
        dtype.put(memory(), rowOffset(row), array);
        return;
      }
    } else if (size == 1 && value instanceof Number number) {
      A scalar = dtype.newArray(1);
      if (floating) {
        dtype.set(scalar, 0, number.doubleValue());
      } else {
        dtype.set(scalar, 0, number.longValue());
      }
      if (floating || isSame(number, dtype.toLong(scalar, 0))) {
        dtype.put(memory(), rowOffset(row), scalar);
        return;
      }
    }
    throw mismatch(
        row,
        "expected %s[%d] (%s, shape %s), got %s"
            .formatted(
                dtype.arrayType().getComponentType(),
                size,
                dtype.numpyName(),
                Arrays.toString(((Box<A>) space()).shape()),
                Values.describe(value)));
  }

  /** Whether an integer is all of a number, no fraction cut off and no high bits. */
  private static boolean isSame(Number number, long integer) {
    return number.longValue() == integer && number.doubleValue() == integer;
  }

  @Override
  public A read(int row) {
    A array = dtype.newArray(size);
    dtype.get(memory(), rowOffset(row), array);
    return array;
  }

  /** The index of the first NaN, which no box contains, or -1. */
  int firstNan(A array) {
    if (floating) {
      for (int i = 0; i < size; i++) {
        if (Double.isNaN(dtype.toDouble(array, i))) {
          return i;
        }
      }
    }
    return -1;
  }
}
