package io.javagym;

import io.javagym.random.NumpyGenerator;
import io.javagym.random.Pcg64;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parts of a {@link Snapshottable}, and gives back what they shall be: the same while
 * saving, others while restoring.
 *
 * <p>Each part goes with its kind and, for arrays, its length, so bytes that belong to another
 * object are refused and not misread.
 */
public abstract sealed class StateExchange permits StateWriter, StateReader {
  StateExchange() {}

  /** A part of 64 bits. */
  public abstract long exchange(long value);

  /** A part of 32 bits. */
  public abstract int exchange(int value);

  /** A part that is true or false. */
  public abstract boolean exchange(boolean value);

  /** A part in double precision, bit by bit. */
  public abstract double exchange(double value);

  /** A part in single precision, bit by bit. */
  public abstract float exchange(float value);

  /** Bytes, as many as there are now or, while restoring, were then. */
  public abstract byte[] exchange(byte[] value);

  /**
   * Bytes, as many as there are now or, while restoring, were then; of use for those that pack
   * well.
   *
   * @param most how many there can be
   */
  public abstract byte[] exchange(byte[] value, int most);

  /** Bytes, in place; there are always as many. */
  public final void exchangeAll(byte[] values) {
    exchangeAll(ByteBuffer.wrap(values));
  }

  /** Integers, in place; there are always as many. */
  public final void exchangeAll(int[] values) {
    exchangeLength(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /** Numbers, in place; there are always as many. */
  public final void exchangeAll(float[] values) {
    exchangeLength(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /** Numbers, in place; there are always as many. */
  public final void exchangeAll(double[] values) {
    exchangeLength(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /** Integers, in place; there are always as many. */
  public final void exchangeAll(long[] values) {
    exchangeLength(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /** Flags, in place; there are always as many. */
  public final void exchangeAll(boolean[] values) {
    exchangeLength(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /**
   * An integer that is always within a range, such as an index.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the one to be
   *     restored is not
   */
  public final int exchange(int value, int least, int greatest) {
    int exchanged = exchange(value);
    if (exchanged < least || exchanged > greatest) {
      throw foreign("%d, expected %d to %d".formatted(exchanged, least, greatest));
    }
    return exchanged;
  }

  /**
   * How many elements of a list are to be passed next, each of at least one part. While restoring,
   * there are never more than the bytes that are left can hold.
   */
  public abstract int exchangeCount(int count);

  /**
   * What was fixed when the object was made, where another value would make no sense of the parts
   * to come.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if it was another then
   */
  public final void exchangeFixed(String what, Object value) {
    byte[] expected = value.toString().getBytes(StandardCharsets.UTF_8);
    byte[] exchanged = exchange(expected);
    if (!Arrays.equals(exchanged, expected)) {
      String then = new String(exchanged, StandardCharsets.UTF_8);
      throw foreign("%s is %s, expected %s".formatted(what, then, value));
    }
  }

  /**
   * Refuses to be restored unless a condition holds.
   *
   * @param why what is wrong; where it takes long to say, look at the condition first
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} that says why
   */
  public final void require(boolean condition, String why) {
    if (!condition) {
      throw foreign(why);
    }
  }

  /**
   * Whether parts are brought back, so that what follows from them must be made anew. What is
   * passed must not depend on it.
   */
  public abstract boolean isRestoring();

  /** A part that is of its own kind, such as an environment inside of another. */
  public final void exchangePart(Object part) {
    if (!(part instanceof Snapshottable snapshottable)) {
      throw new GymException(
          GymException.Code.UNSUPPORTED,
          "%s has no snapshots: it does not implement %s"
              .formatted(part.getClass().getName(), Snapshottable.class.getName()));
    }
    exchangeClass(part.getClass());
    snapshottable.exchangeState(this);
  }

  /** A generator that may not be there yet; the one that it is now. */
  public final @Nullable NumpyGenerator exchange(@Nullable NumpyGenerator random) {
    if (!exchange(random != null)) {
      return null;
    }
    NumpyGenerator generator = random == null ? NumpyGenerator.seeded(0) : random;
    generator.setState(exchange(generator.getState()));
    return generator;
  }

  /** Where a generator stands. */
  public final Pcg64.State exchange(Pcg64.State state) {
    long stateHigh = exchange(state.stateHigh());
    long stateLow = exchange(state.stateLow());
    long incHigh = exchange(state.incHigh());
    long incLow = exchange(state.incLow()) | 1; // an even one does not exist
    return new Pcg64.State(
        stateHigh,
        stateLow,
        incHigh,
        incLow,
        exchange(state.hasUint32()),
        exchange(state.uinteger()));
  }

  /** What kind of object the parts to come are of. */
  abstract void exchangeClass(Class<?> type);

  /** How many parts are to come. */
  abstract void exchangeLength(int length);

  /** All bytes of a buffer, in place; there are always as many. */
  abstract void exchangeAll(ByteBuffer values);

  /** The same of bytes that are 0 or 1. */
  final void exchangeFlags(ByteBuffer values) {
    exchangeAll(values);
    for (int i = 0; i < values.capacity(); i++) {
      if ((values.get(i) & ~1) != 0) {
        throw foreign("a truth value of %d".formatted(values.get(i)));
      }
    }
  }

  static GymException foreign(String why) {
    return GymException.invalidArgument(
        "the snapshot is of another environment, other arguments or another version: " + why);
  }
}
