package io.javagym;

import io.javagym.random.NumpyGenerator;
import io.javagym.random.Pcg64;
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

  /** Bytes, as many as there are now or, while restoring, were then. */
  public abstract byte[] exchange(byte[] value);

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
}
