package io.javagym;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Environments stepped together. Actions go in and everything else comes out through one {@link
 * Batch}; a single environment is a batch of one.
 *
 * <p>Before {@link #step} write one action for each row into {@link Batch#action()}; after {@link
 * #reset} or {@link #step} read observations, rewards, flags and info from the batch. The next call
 * overwrites them.
 *
 * <p>A vector environment is used by one thread at a time.
 */
public interface VectorEnv extends AutoCloseable {

  /** The memory that all calls read and write; the same object from making to closing. */
  Batch batch();

  /** How many environments there are. */
  default int numEnvs() {
    return batch().numEnvs();
  }

  /** When a row whose episode ended starts its next one. */
  AutoresetMode autoresetMode();

  /**
   * Starts an episode in each row.
   *
   * @param seeds one for each row, {@code null} entries to go on with the present generator; {@code
   *     null} for that in every row
   * @param options as for {@link Env#reset}
   * @param mask the rows to reset, the others are left as they are; {@code null} for all
   */
  void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask);

  /**
   * Starts an episode in each row from one seed. A vector environment made of single environments
   * seeds row {@code i} with {@code seed + i}; a batch-native one may draw all rows from one
   * stream, as Gymnasium's own do.
   *
   * @param seed {@code null} to go on with the present generators
   */
  void reset(@Nullable BigInteger seed, Map<String, Object> options);

  /** Starts an episode in each row from one seed, without options. */
  default void reset(long seed) {
    reset(BigInteger.valueOf(seed), Map.of());
  }

  /** Takes the action of each row. */
  void step();

  /**
   * Waits for a {@code reset} or {@code step} that went beyond {@link VectorSettings#callLimit()}.
   *
   * @return whether the rows are done; if not, the call may be repeated
   * @throws GymException what the {@code reset} or {@code step} would have thrown
   */
  default boolean await(Duration timeout) {
    return true;
  }

  /** What can be called by name on the environment of a row; see {@link Env#methods()}. */
  default Map<String, EnvMethod> methods(int row) {
    return Map.of();
  }

  /** What a row looks like now; {@code null} where it draws nothing. */
  @Nullable Frame render(int row);

  /** What each row looks like now; {@code null} entries where a row draws nothing. */
  default List<@Nullable Frame> render() {
    List<@Nullable Frame> frames = new ArrayList<>(numEnvs());
    for (int row = 0; row < numEnvs(); row++) {
      frames.add(render(row));
    }
    return frames;
  }

  /**
   * The environment of a row, for what its own class offers.
   *
   * @throws GymException of code {@link GymException.Code#UNKNOWN_ATTRIBUTE} if the rows are no
   *     environments of their own
   */
  default Env<?, ?> row(int row) {
    throw new GymException(
        GymException.Code.UNKNOWN_ATTRIBUTE,
        "%s steps its rows as arrays: there is no environment for each"
            .formatted(getClass().getName()));
  }

  /**
   * All that these environments are now, their generators, how far each row's episode is, and what
   * the {@link #batch} holds but for the actions. {@link #restore} of it goes on with the identical
   * trajectories, here or in a vector environment made with the same arguments, in this process or
   * another.
   *
   * @return bytes of a form of their own, of use to the same version of javagym only
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if an environment is not
   *     {@link Snapshottable}; of code {@link GymException.Code#BUSY} if rows are under way
   */
  default byte[] snapshot() {
    return StateFormat.save(this);
  }

  /**
   * Becomes what a snapshot tells, and so does the {@link #batch}. What bytes that don't fit it
   * change is undone.
   *
   * @param snapshot what {@link #snapshot} returned
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the bytes are
   *     damaged, or of other environments; of code {@link GymException.Code#BUSY} if rows are under
   *     way
   */
  default void restore(byte[] snapshot) {
    StateFormat.restore(this, snapshot);
  }

  /** Releases what the environments hold. Closing twice is harmless. */
  @Override
  void close();
}
