package io.javagym;

import io.javagym.spaces.Discrete;

/** The column of a {@link Discrete}. */
final class DiscreteColumn extends ArrayColumn<Long> {
  private final long start;
  private final long n;
  private final IntegerCodec codec;

  DiscreteColumn(BatchLayout layout, Discrete space, String path) {
    super(layout, space, path, space.dtype());
    this.start = space.start();
    this.n = space.n();
    this.codec = IntegerCodec.of(space.dtype());
  }

  @Override
  public void write(int row, Object value) {
    if (value instanceof Long || value instanceof Integer) {
      long number = ((Number) value).longValue();
      if (inRange(number)) {
        codec.put(memory(), rowOffset(row), number);
        return;
      }
    }
    throw mismatch(
        row,
        "expected an integer with %s, got %s"
            .formatted(rangeText("value"), Values.describe(value)));
  }

  @Override
  public Long read(int row) {
    return readLong(row);
  }

  /** The value of a row, not boxed and not checked. */
  long readLong(int row) {
    return codec.get(memory(), rowOffset(row));
  }

  boolean inRange(long number) {
    return number >= start && number <= start + (n - 1);
  }

  /** The legal range around a name, such as {@code 0 <= action < 6}. */
  String rangeText(String name) {
    return "%d <= %s < %d".formatted(start, name, start + n);
  }
}
