package io.javagym;

import com.google.gson.JsonObject;
import io.javagym.spaces.Space;
import java.nio.ByteBuffer;

/**
 * Where a batch keeps the elements of one space: a column for each leaf of the space, and in each
 * column a value for each row, one after the other without gaps. A column of shape {@code (84, 84)}
 * of a batch of {@code n} is therefore an array of shape {@code (n, 84, 84)} to whoever sees the
 * memory.
 *
 * <p>Text, sequences, graphs and alternatives have no fixed size: their column holds where in the
 * batch's heap each row's {@linkplain PackedValues packed} value lies.
 *
 * @param <T> the type of an element of the space
 */
public abstract class Columns<T> {
  private final Space<T> space;
  private final String path;

  Columns(Space<T> space, String path) {
    this.space = space;
    this.path = path;
  }

  /** The space whose elements these are. */
  public final Space<T> space() {
    return space;
  }

  /** What the columns hold, for messages, such as {@code observation.position}. */
  final String path() {
    return path;
  }

  /**
   * Copies one value into a row.
   *
   * @throws GymException of code {@link GymException.Code#BROKEN_CONTRACT} if the value has not the
   *     type or the size that the space says
   */
  public abstract void write(int row, Object value);

  /** A copy of the value of a row. */
  public abstract T read(int row);

  /**
   * The memory of all rows, for one that reads or writes whole columns.
   *
   * @throws UnsupportedOperationException if the space has more than one leaf or no fixed size
   */
  public ByteBuffer bytes() {
    throw new UnsupportedOperationException(
        "%s has no single column of fixed size: %s".formatted(path, space));
  }

  /**
   * The columns of one field of a dict.
   *
   * @throws IllegalArgumentException if the space is no dict, or has no such field
   */
  public Columns<?> field(String name) {
    throw new IllegalArgumentException(
        "%s has no field '%s': its space is %s".formatted(path, name, space));
  }

  /**
   * The columns of one item of a tuple.
   *
   * @throws IllegalArgumentException if the space is no tuple, or has no such item
   */
  public Columns<?> item(int index) {
    throw new IllegalArgumentException(
        "%s has no item %d: its space is %s".formatted(path, index, space));
  }

  /** Passes the values of all rows. */
  abstract void exchange(StateExchange state);

  /** Says in JSON where the columns lie; see docs/protocol.md. */
  abstract JsonObject describe();

  final GymException mismatch(int row, String explanation) {
    return new GymException(
        GymException.Code.BROKEN_CONTRACT,
        "env=%d, %s does not match its space: %s".formatted(row, path, explanation));
  }
}
