package io.javagym;

import io.javagym.spaces.MultiDiscrete;
import java.util.Arrays;

/** The column of a {@link MultiDiscrete}. */
final class MultiDiscreteColumn extends ArrayColumn<long[]> {
  private final long[] nvec;
  private final long[] start;
  private final IntegerCodec codec;
  private final int itemBytes;

  MultiDiscreteColumn(BatchLayout layout, MultiDiscrete space, String path) {
    super(layout, space, path, space.dtype(), space.shape());
    this.nvec = space.nvec();
    this.start = space.start();
    this.codec = IntegerCodec.of(space.dtype());
    this.itemBytes = space.dtype().itemBytes();
  }

  @Override
  public void write(int row, Object value) {
    if (!(value instanceof long[] numbers) || numbers.length != nvec.length) {
      throw mismatch(
          row,
          "expected long[%d] (shape %s), got %s"
              .formatted(
                  nvec.length,
                  Arrays.toString(((MultiDiscrete) space()).shape()),
                  Values.describe(value)));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!inRange(i, numbers[i])) {
        throw mismatch(row, rangeMessage(i, numbers[i]));
      }
      codec.put(memory(), rowOffset(row) + i * itemBytes, numbers[i]);
    }
  }

  @Override
  public long[] read(int row) {
    long[] numbers = new long[nvec.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = codec.get(memory(), rowOffset(row) + i * itemBytes);
    }
    return numbers;
  }

  boolean inRange(int i, long number) {
    return number >= start[i] && number <= start[i] + (nvec[i] - 1);
  }

  String rangeMessage(int i, long number) {
    return "element %d is %d, expected %d <= element < %d"
        .formatted(i, number, start[i], start[i] + nvec[i]);
  }
}
